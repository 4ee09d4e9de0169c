// What the host sees of the kernel. The host keeps the books (windows, channels, decibels); every loop over samples is here.
import { prepareTables } from "./tables";

export { countRails, resetRails } from "./clipping";
export { addFrames, finishFrames, resetFrames } from "./frames";
export {
  capacity, firstBuffer, gridResults, hopEnergies, levelResults, loudnessEnergies, mixBuffer, otherBuffer, powerSums,
  railResults, shapeResults,
} from "./layout";
export { measureLevels, zeroNonFinite } from "./levels";
export { setFilters, weightHops } from "./loudness";
export { addToMix, areEqual } from "./mixing";
export { measureGrid, resetGrid } from "./quantization";

prepareTables();
