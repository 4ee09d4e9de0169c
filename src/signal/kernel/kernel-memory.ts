import { peakTapsByTap } from "../true-peak.ts";
import { kernelBytes } from "./kernel-bytes.ts";
import { instantiate } from "./web-assembly.ts";

/** The functions of `assembly/index.ts`; addresses are bytes, counts are samples. Each is described where it is written. */
interface KernelFunctions {
  readonly measureLevels: (address: number, count: number) => void;
  readonly resetEnergies: (blockCount: number) => void;
  readonly zeroNonFinite: (address: number, count: number) => number;
  readonly resetGrid: () => void;
  readonly measureGrid: (address: number, count: number, scale: number, previous: number) => void;
  readonly setFilters: (...coefficients: FilterCoefficients) => void;
  readonly weightHops: (address: number, hopLength: number, hopCount: number) => void;
  readonly areEqual: (a: number, b: number, count: number) => number;
  readonly addToMix: (
    mix: number,
    source: number,
    count: number,
    channelCount: number,
    isFirst: boolean,
  ) => void;
  readonly scaleSamples: (address: number, count: number, factor: number) => void;
  readonly measureMix: (address: number, count: number) => void;
  readonly setSampleGain: (factor: number) => void;
  readonly resetFrames: () => void;
  readonly addFrames: (address: number, frameCount: number) => void;
  readonly finishFrames: () => void;
  readonly foldMels: () => void;
  readonly averagePowers: (frameCount: number) => void;
  readonly countRail: (
    address: number,
    count: number,
    rail: number,
    sign: number,
    stepsPerUnit: number,
    run: number,
  ) => void;
  readonly resetEnds: () => void;
  readonly beginEnds: () => void;
  readonly addEnds: (address: number, count: number, start: number) => void;
  readonly firstSounding: (limit: number) => number;
  readonly lastSounding: (limit: number) => number;
  readonly resetPeaks: () => void;
  readonly addPeaks: (
    address: number,
    count: number,
    floor: number,
    isAfter: boolean,
    isLast: boolean,
  ) => void;
  readonly highestPeak: (floor: number) => number;
  readonly nextBusyBlock: (block: number, end: number, fewest: number, isOpen: boolean) => number;
  readonly sumChanges: (frameCount: number, blocksPerFrame: number) => void;
  readonly resetFrameLevels: (stepLength: number, silence: number) => void;
  readonly addFrameLevels: (count: number, channelCount: number) => number;
  readonly addShortFrame: (blockCount: number, sampleCount: number) => void;
  readonly resetBright: (binCount: number) => void;
  readonly addBright: (a: number, b: number, c: number, d: number, points: number) => void;
  readonly pairFrames: (place: number, a: number, b: number) => void;
  readonly addBrightPairs: () => void;
  readonly finishBright: (binCount: number) => void;
  readonly setPrintWeight: (weight: number) => void;
  readonly halve: (source: number, target: number, count: number) => void;
  readonly setPrintFrames: (length: number, hopSeconds: number, rateHertz: number) => void;
  readonly addPrintFrames: (...[row, whole, address, start, end, isLast]: PrintArguments) => number;
  readonly finishPrint: (frameCount: number, silenceShare: number, quietEnergy: number) => number;
  readonly encodePrint: (count: number) => number;
}

/** The shelf's b0, b1, b2, a1, a2, then the tangent of the high pass' corner, and its quality. */
type FilterCoefficients = readonly [number, number, number, number, number, number, number];

type PrintArguments = readonly [number, number, number, number, number, boolean];

/** An exported constant. */
interface KernelConstant {
  readonly value: number;
}

/** Where things lie: `assembly/layout.ts`. */
interface KernelConstants {
  readonly capacity: KernelConstant;
  readonly firstBuffer: KernelConstant;
  readonly mixBuffer: KernelConstant;
  readonly paddingLength: KernelConstant;
  readonly silentFrame: KernelConstant;
  readonly levelResults: KernelConstant;
  readonly gridResults: KernelConstant;
  readonly railResults: KernelConstant;
  readonly shapeResults: KernelConstant;
  readonly changeEnergies: KernelConstant;
  readonly frameResults: KernelConstant;
  readonly stepEnergies: KernelConstant;
  readonly loudnessEnergies: KernelConstant;
  readonly powerSums: KernelConstant;
  readonly melBands: KernelConstant;
  readonly melWeights: KernelConstant;
  readonly melSums: KernelConstant;
  readonly peakTaps: KernelConstant;
  readonly brightWindow: KernelConstant;
  readonly brightSums: KernelConstant;
  readonly brightFrames: KernelConstant;
  readonly printWindow: KernelConstant;
  readonly printBands: KernelConstant;
  readonly printText: KernelConstant;
  readonly halvedSignals: KernelConstant;
}

/** One instance of the kernel: its functions and its memory, which never grows. Not reentrant. */
export interface KernelMemory {
  readonly run: KernelFunctions;
  /** All of the memory as 32-bit floats, integers and bytes: the index of an address is a quarter of it, or itself. */
  readonly samples: Float32Array;
  readonly integers: Int32Array;
  readonly bytes: Uint8Array;
  /** Samples per channel when there are at most two, and those of padding after each channel. */
  readonly capacity: number;
  readonly paddingLength: number;
  /** Addresses: the channels' buffers, that of the mix, and a frame of zeros. */
  readonly firstBuffer: number;
  readonly mixBuffer: number;
  readonly silentFrame: number;
  /** Addresses of tables that the host writes, of what it keeps, and of the letters of a fingerprint. */
  readonly melBands: number;
  readonly melWeights: number;
  readonly peakTaps: number;
  readonly brightWindow: number;
  readonly brightFrames: number;
  readonly printWindow: number;
  readonly printBands: number;
  readonly printText: number;
  readonly halvedSignals: number;
  /** Results; which number is what is said in `assembly/`. */
  readonly levelResults: Float64Array;
  readonly gridResults: Float64Array;
  readonly railResults: Float64Array;
  readonly shapeResults: Float64Array;
  readonly loudnessEnergies: Float64Array;
  readonly powerSums: Float64Array;
  readonly melSums: Float64Array;
  readonly brightSums: Float64Array;
  readonly frameResults: Float64Array;
  /** Per step of the levels, and per frame of the bright spectrum, of the window. */
  readonly stepEnergies: Float64Array;
  readonly changeEnergies: Float64Array;
  /** What the tables were written for, so that clips of one kind in a row write them once. */
  readonly tables: { melRateHertz: number; brightLength: number; printRateHertz: number };
}

/** Makes an instance; to be called only where `hasSimd()`. */
export function createKernelMemory(): KernelMemory {
  const exports = instantiate(kernelBytes) as KernelFunctions &
    KernelConstants & { readonly memory: { readonly buffer: ArrayBuffer } };
  const { buffer } = exports.memory;
  const capacity = exports.capacity.value;
  const blockCount = capacity / 64;
  const doubles = ({ value }: KernelConstant, length: number) => new Float64Array(buffer, value, length);
  const samples = new Float32Array(buffer);
  // The interpolator's taps never change.
  samples.set(peakTapsByTap(), exports.peakTaps.value / 4);
  return {
    run: exports,
    samples,
    integers: new Int32Array(buffer),
    bytes: new Uint8Array(buffer),
    capacity,
    paddingLength: exports.paddingLength.value,
    firstBuffer: exports.firstBuffer.value,
    mixBuffer: exports.mixBuffer.value,
    silentFrame: exports.silentFrame.value,
    melBands: exports.melBands.value,
    melWeights: exports.melWeights.value,
    peakTaps: exports.peakTaps.value,
    brightWindow: exports.brightWindow.value,
    brightFrames: exports.brightFrames.value,
    printWindow: exports.printWindow.value,
    printBands: exports.printBands.value,
    printText: exports.printText.value,
    halvedSignals: exports.halvedSignals.value,
    levelResults: doubles(exports.levelResults, 6),
    gridResults: doubles(exports.gridResults, 3),
    railResults: doubles(exports.railResults, 20),
    shapeResults: doubles(exports.shapeResults, 5),
    loudnessEnergies: doubles(exports.loudnessEnergies, 1024),
    powerSums: doubles(exports.powerSums, 1025),
    melSums: doubles(exports.melSums, 40),
    brightSums: doubles(exports.brightSums, 1025),
    frameResults: doubles(exports.frameResults, 4),
    stepEnergies: doubles(exports.stepEnergies, blockCount),
    changeEnergies: doubles(exports.changeEnergies, blockCount),
    tables: { melRateHertz: 0, brightLength: 0, printRateHertz: 0 },
  };
}
