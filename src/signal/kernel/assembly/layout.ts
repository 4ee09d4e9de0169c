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
/** Samples that each sample buffer holds. */
export const capacity: i32 = 1 << 18;

/** One frame of padding after each buffer, so that a short clip can be filled up and the last vector load stays inside. */
const bufferBytes: i32 = (capacity + frameLength) * 4;

/** The first channel of the window at work; the only one of a mono clip. */
export const firstBuffer: usize = memory.data(bufferBytes, 64);
/** Each further channel, one after the other. */
export const otherBuffer: usize = memory.data(bufferBytes, 64);
/** The mean of all channels. */
export const mixBuffer: usize = memory.data(bufferBytes, 64);
/** A frame of zeros: what a lane without a frame reads. Nothing writes here. */
export const silentFrame: usize = memory.data(frameLength * 4, 64);

/** Points 0..1023 of four frames; after the last step bin k has its magnitudes at `k * pointBytes`. */
export const spectra: usize = memory.data((pointCount + 1) * 32, 64);

/** Numbers that the host reads, as 64-bit floats; each file says which are its own. */
export const results: usize = memory.data(32 * 8, 64);
/** Sums over the samples of a channel: see `levels.ts`. */
export const levelResults: usize = results;
/** The grid of the samples: see `quantization.ts`. */
export const gridResults: usize = results + 8 * 8;
/** Samples at and near the rails: see `clipping.ts`. */
export const railResults: usize = results + 12 * 8;
/** Sums over frames: see `shapes.ts`. */
export const shapeResults: usize = results + 20 * 8;

/** Energy per hop of the window over all channels, 64-bit floats. */
export const hopEnergies: usize = memory.data(((capacity / hopLength) as i32) * 8, 64);
/** K-weighted energy per 100 ms of one channel in the window, 64-bit floats. */
export const loudnessEnergies: usize = memory.data(1024 * 8, 64);
/** Power per bin summed over frames, 64-bit floats, bins 0..1024. */
export const powerSums: usize = memory.data(binCount * 8, 64);
