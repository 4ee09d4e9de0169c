// Where things lie in the kernel's memory. All of it is static: nothing is ever allocated.

/** Samples in an analysis frame. */
export const frameLength: i32 = 2048;
/** Samples from one analysis frame to the next, and in a block of the level measurements. */
export const hopLength: i32 = 512;
/** Complex points in the transform of a frame: even samples are the real parts, odd ones the imaginary parts. */
export const pointCount: i32 = 1024;
/** Bins of a spectrum, 0 Hz and Nyquist included. */
export const binCount: i32 = 1025;

/** Bytes of one complex value of four frames: four real parts, four imaginary parts. */
export const pointBytes: usize = 32;
/** Samples that a sample buffer holds when there is one for each of two channels. */
export const capacity: i32 = 1 << 18;
/** Samples of padding after a buffer: a frame, so that a short clip can be filled up, and what the last vector loads reach beyond it. */
export const paddingLength: i32 = frameLength + 64;

const bufferBytes: i32 = (capacity + paddingLength) * 4;

/** The channels of the window at work, one buffer after the other: the host divides the space of two among them. */
export const firstBuffer: usize = memory.data(bufferBytes * 2, 64);
/** The mean of all channels, where there are two or more. */
export const mixBuffer: usize = memory.data(bufferBytes, 64);
/** A frame of zeros: what a lane without a frame reads. Nothing writes here. */
export const silentFrame: usize = memory.data(frameLength * 4, 64);

/** Points 0..1023 of four frames; after the last step bin k has its magnitudes at `k * pointBytes`. */
export const spectra: usize = memory.data((pointCount + 8) * 32, 64);

/** Numbers that the host reads, as 64-bit floats; each file says which are its own. */
export const results: usize = memory.data(48 * 8, 64);
/** Sums over the samples of a channel: see `levels.ts`. */
export const levelResults: usize = results;
/** The grid of the samples: see `quantization.ts`. */
export const gridResults: usize = results + 8 * 8;
/** Samples at and near a rail: see `clipping.ts`. */
export const railResults: usize = results + 24 * 8;
/** Sums over frames: see `shapes.ts`. */
export const shapeResults: usize = results + 12 * 8;

/** Samples in a block, the smallest stretch that levels are kept of. A window begins at a block. */
export const blockSamples: i32 = 64;
const blocksInWindow: i32 = capacity / blockSamples;
/** Highest sample per block of the channel measured last. */
export const blockHighs: usize = memory.data(blocksInWindow * 4, 64);
/** Lowest sample per block of that channel. */
export const blockLows: usize = memory.data(blocksInWindow * 4, 64);
/** Samples per block of that channel that equal the one before them. */
export const blockEquals: usize = memory.data(blocksInWindow * 4, 64);
/** Energy per block over all channels, 64-bit floats. */
export const blockEnergies: usize = memory.data(blocksInWindow * 8, 64);
/** Energy per block of the mix, 64-bit floats. */
export const mixEnergies: usize = memory.data(blocksInWindow * 8, 64);
/** Energy per block of the changes from sample to sample of the mix: see `mixing.ts`. */
export const mixChanges: usize = memory.data(blocksInWindow * 4, 64);
/** Sign changes per block of the mix: see `mixing.ts`. */
export const mixCrossings: usize = memory.data(blocksInWindow * 4, 64);

/** K-weighted energy per 100 ms of one channel in the window, 64-bit floats. */
export const loudnessEnergies: usize = memory.data(1024 * 8, 64);
/** Power per bin summed over frames, 64-bit floats, bins 0..1024. */
export const powerSums: usize = memory.data(binCount * 8, 64);
