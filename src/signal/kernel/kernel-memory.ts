import { kernelBytes } from "./kernel-bytes.ts";
import { instantiate } from "./web-assembly.ts";

/** The functions of `assembly/index.ts`; addresses are bytes, counts are samples. Each is described where it is written. */
interface KernelFunctions {
  readonly measureLevels: (address: number, count: number) => void;
  readonly zeroNonFinite: (address: number, count: number) => number;
  readonly resetGrid: () => void;
  readonly measureGrid: (address: number, count: number, scale: number, previous: number) => void;
  readonly setFilters: (...coefficients: FilterCoefficients) => void;
  readonly weightHops: (address: number, hopLength: number, hopCount: number) => void;
  readonly areEqual: (a: number, b: number, count: number) => number;
  readonly addToMix: (mix: number, source: number, count: number, channelCount: number) => void;
  readonly resetFrames: () => void;
  readonly addFrames: (address: number, frameCount: number) => void;
  readonly finishFrames: () => void;
  readonly resetRails: (highest: number, lowest: number, reach: number) => void;
  readonly countRails: (address: number, count: number) => void;
}

/** The shelf's b0, b1, b2, a1, a2, then the high pass's a1, a2. */
type FilterCoefficients = readonly [number, number, number, number, number, number, number];

/** An exported constant. */
interface KernelConstant {
  readonly value: number;
}

/** Where things lie: `assembly/layout.ts`. */
interface KernelConstants {
  readonly capacity: KernelConstant;
  readonly firstBuffer: KernelConstant;
  readonly otherBuffer: KernelConstant;
  readonly mixBuffer: KernelConstant;
  readonly levelResults: KernelConstant;
  readonly gridResults: KernelConstant;
  readonly railResults: KernelConstant;
  readonly shapeResults: KernelConstant;
  readonly hopEnergies: KernelConstant;
  readonly loudnessEnergies: KernelConstant;
  readonly powerSums: KernelConstant;
}

/** One instance of the kernel: its functions and its memory, which never grows. Not reentrant. */
export interface KernelMemory {
  readonly run: KernelFunctions;
  /** All of the memory as 32-bit floats: the index of an address is a quarter of it. */
  readonly samples: Float32Array;
  /** Samples per buffer. */
  readonly capacity: number;
  /** Addresses of the three sample buffers. */
  readonly firstBuffer: number;
  readonly otherBuffer: number;
  readonly mixBuffer: number;
  /** Results; which number is what is said in `assembly/`. */
  readonly levelResults: Float64Array;
  readonly gridResults: Float64Array;
  readonly railResults: Float64Array;
  readonly shapeResults: Float64Array;
  readonly hopEnergies: Float64Array;
  readonly loudnessEnergies: Float64Array;
  readonly powerSums: Float64Array;
}

/** Makes an instance; to be called only where `hasSimd()`. */
export function createKernelMemory(): KernelMemory {
  const exports = instantiate(kernelBytes) as KernelFunctions &
    KernelConstants & { readonly memory: { readonly buffer: ArrayBuffer } };
  const { buffer } = exports.memory;
  const numbers = ({ value }: KernelConstant, length: number): Float64Array =>
    new Float64Array(buffer, value, length);
  return {
    run: exports,
    samples: new Float32Array(buffer),
    capacity: exports.capacity.value,
    firstBuffer: exports.firstBuffer.value,
    otherBuffer: exports.otherBuffer.value,
    mixBuffer: exports.mixBuffer.value,
    levelResults: numbers(exports.levelResults, 6),
    gridResults: numbers(exports.gridResults, 3),
    railResults: numbers(exports.railResults, 6),
    shapeResults: numbers(exports.shapeResults, 5),
    hopEnergies: numbers(exports.hopEnergies, exports.capacity.value / 512),
    loudnessEnergies: numbers(exports.loudnessEnergies, 1024),
    powerSums: numbers(exports.powerSums, 1025),
  };
}
