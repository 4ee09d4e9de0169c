// What the host sees of the kernel. The host keeps the books (windows, channels, decibels); every loop over samples is here.
import { prepareTables } from "./tables";

export * from "./decoders";
export {
  addBright, addBrightPairs, brightFrames, brightSums, brightWindow, finishBright, pairFrames, resetBright,
} from "./brightness";
export { countRail } from "./clipping";
export {
  addPrints, encodePrint, finishPrint, halve, halvedSignals, printBands, printText, printWindow, setPrintWeight,
} from "./fingerprint";
export { addFrames, finishFrames, resetFrames } from "./frames";
export { setSampleGain } from "./gain";
export {
  blockEnergies, blockEquals, capacity, firstBuffer, gridResults, levelResults, loudnessEnergies, mixBuffer, mixChanges,
  mixCrossings, mixEnergies, paddingLength, powerSums, railResults, shapeResults, silentFrame,
} from "./layout";
export { measureLevels, resetEnergies, zeroNonFinite } from "./levels";
export { setFilters, weightHops } from "./loudness";
export { foldMels, melBands, melSums, melWeights } from "./mels";
export { addToMix, areEqual, measureMix, scaleSamples } from "./mixing";
export { measureGrid, resetGrid } from "./quantization";
export { addEnds, beginEnds, firstSounding, lastSounding, resetEnds } from "./silence";
export { addPeaks, highestPeak, peakTaps, resetPeaks } from "./true-peak";

prepareTables();
