// What the host sees of the kernel. The host keeps the books (windows, channels, decibels); every loop over samples is here.
import { prepareTables } from "./tables";

export { changeEnergies, nextBusyBlock, sumChanges } from "./block-scans";
export * from "./decoders";
export {
  addBright, addBrightPairs, brightFrames, brightSums, brightWindow, finishBright, pairFrames, resetBright,
} from "./brightness";
export { countRail } from "./clipping";
export {
  addPrintFrames, encodePrint, finishPrint, halve, halvedSignals, printBands, printText, printWindow,
  setPrintFrames, setPrintWeight,
} from "./fingerprint";
export { addFrameLevels, addShortFrame, frameResults, resetFrameLevels, stepEnergies } from "./frame-levels";
export { addFrames, averagePowers, finishFrames, resetFrames } from "./frames";
export { setSampleGain } from "./gain";
export {
  capacity, firstBuffer, gridResults, levelResults, loudnessEnergies, mixBuffer, paddingLength, powerSums, railResults, shapeResults,
  silentFrame,
} from "./layout";
export { measureLevels, resetEnergies, zeroNonFinite } from "./levels";
export { setFilters, weightHops } from "./loudness";
export { foldMels, melBands, melSums, melWeights } from "./mels";
export { addToMix, areEqual, measureMix, scaleSamples } from "./mixing";
export { drawSpectrogram } from "./pictures";
export { measureGrid, resetGrid } from "./quantization";
export { resample } from "./resampling";
export { addEnds, beginEnds, firstSounding, lastSounding, resetEnds } from "./silence";
export { addPeaks, highestPeak, peakTaps, resetPeaks } from "./true-peak";

prepareTables();
