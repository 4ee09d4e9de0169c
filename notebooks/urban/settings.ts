/** Samples per analysis window, a power of two. */
const fftSize = 1024;
/** Samples from one analysis frame to the next: a quarter of the window, as a Hann window needs for resynthesis. */
const hopLength = 256;
/** Samples per clip: one second. */
const clipLength = 16_000;

/** Shapes that all three versions share. A clip is `clipLength` mono samples, its log-mel [frameCount, melCount]. */
export const settings = {
  /** Rate after decoding, in Hertz. */
  sampleRateHertz: 16_000,
  clipLength,
  fftSize,
  hopLength,
  /** Frequency bins of a real spectrum. */
  binCount: fftSize / 2 + 1,
  /** Analysis frames per clip; frame t is centred on sample t * hopLength (librosa's `center=True`). */
  frameCount: 1 + Math.floor(clipLength / hopLength),
  /** Mel bands. */
  melCount: 64,
  /** Powers below this count as this: -100 dB. */
  powerFloor: 1e-10,
  /** Periodic Hann window of `fftSize` values. */
  hannWindow: Float64Array.from(
    { length: fftSize },
    (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / fftSize),
  ),
} as const;
