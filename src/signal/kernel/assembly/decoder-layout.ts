// Where the decoders keep what they read and give. The host reads files straight into `decoderInput`.

/** Bytes of a file that are in memory at once: a FLAC frame of the largest size takes half of them. */
export const decoderInputBytes: i32 = 1 << 22;
/** Samples per channel that one FLAC frame holds at most. */
export const largestFrame: i32 = 65_535;
/** Channels of a FLAC stream at most. */
export const mostFlacChannels: i32 = 8;
/** Samples that the decoders give at once, over all channels. */
export const decoderOutputSamples: i32 = 1 << 20;

/** Bytes between the planes of two channels; a predictor reads up to 32 samples before a plane and writes 3 after it. */
export const planeBytes: usize = (65_536 + 64) * 4;

/** Bytes of a file, from wherever the host has read them. What follows may be read by mistake, but not written. */
export const decoderInput: usize = memory.data((1 << 22) + 64, 64);
/** Samples of one FLAC frame as integers, channel by channel, 32 samples after the start of each plane. */
const frameMemory: usize = memory.data((65_536 + 64) * 4 * 8 + 256, 64);
/** The first sample of the first plane. */
export const framePlanes: usize = frameMemory + 128;
/** Samples of the difference of two channels of 32 bits, which takes 33. */
export const widePlane: usize = memory.data(65_536 * 8 + 256, 64) + 256;
/** Samples for the host, as 32-bit floats, channel by channel. */
export const decoderOutput: usize = memory.data((1 << 20) * 4 + 64, 64);
/** Integers that the host reads: see `flac.ts`. */
export const decoderResults: usize = memory.data(8 * 4, 16);
