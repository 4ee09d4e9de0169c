import meydaModule from "meyda";

// Meyda's types describe an ES module with a default export; what Node loads is CommonJS and is that export itself.
const meyda = meydaModule as unknown as typeof meydaModule.default;

/** Version of meyda whose definitions these are. */
export const meydaVersion = "5.6.3";

/** How a clip is sampled for Meyda. */
export interface MeydaOptions {
  /** Frames taken at most, evenly spread and not overlapping; at least 1. */
  readonly framesPerClip: number;
  /** Samples in a frame: a power of two. */
  readonly frameLength: number;
}

/** Features with one number per frame, by Meyda's names. */
const scalarFeatures = [
  "rms",
  "energy",
  "zcr",
  "spectralCentroid",
  "spectralSpread",
  "spectralRolloff",
  "spectralFlatness",
  "spectralSlope",
  "spectralCrest",
  "perceptualSharpness",
  "perceptualSpread",
] as const;

/**
 * Means of Meyda's per-frame features under Meyda's own names and in its own units: bins for centroid and spread, a
 * count of crossings for `zcr`, rolloff at 99 %, `loudness.total` in its Bark units, `mfcc0` to `mfcc12`. Frames with
 * a value that is not finite are left out of that feature's mean (silence makes Meyda give NaN); null when
 * none is left. A clip shorter than a frame is padded with zeros.
 *
 * @param samples One channel, finite.
 */
export function meydaFeatures(
  samples: Float32Array,
  sampleRateHertz: number,
  { framesPerClip, frameLength }: MeydaOptions,
): Readonly<Record<string, number | null>> {
  configure(sampleRateHertz, frameLength);
  const frames = frameStarts(samples.length, framesPerClip, frameLength).map((start) =>
    frameFeatures(frameAt(samples, start, frameLength)),
  );
  const names = Object.keys(frames[0] ?? {});
  return Object.fromEntries(
    names.map((name) => [name, finiteMean(frames.map((frame) => frame[name] ?? Number.NaN))]),
  );
}

/**
 * Sets Meyda's global state, and drops its filter banks: it keeps them when only the sampling rate changes, and
 * the mel bank also when the frame length does, so that a folder of mixed rates would get wrong numbers (meyda 5.6.3).
 */
function configure(sampleRateHertz: number, frameLength: number): void {
  Object.assign(meyda, {
    sampleRate: sampleRateHertz,
    bufferSize: frameLength,
    windowingFunction: "hanning",
    barkScale: undefined,
    melFilterBank: undefined,
    chromaFilterBank: undefined,
  });
}

/** First samples of the frames: from the first to the last whole frame, evenly spread. */
function frameStarts(sampleCount: number, framesPerClip: number, frameLength: number): readonly number[] {
  const count = Math.max(1, Math.min(framesPerClip, Math.floor(sampleCount / frameLength)));
  if (count === 1) return [Math.max(0, Math.floor((sampleCount - frameLength) / 2))];
  return Array.from({ length: count }, (_, index) =>
    Math.floor(((sampleCount - frameLength) * index) / (count - 1)),
  );
}

function frameAt(samples: Float32Array, start: number, frameLength: number): Float32Array {
  const frame = new Float32Array(frameLength);
  frame.set(samples.subarray(start, start + frameLength));
  return frame;
}

function frameFeatures(frame: Float32Array): Readonly<Record<string, number>> {
  const values = meyda.extract([...scalarFeatures, "loudness", "mfcc"], frame) ?? {};
  return {
    ...Object.fromEntries(scalarFeatures.map((name) => [name, values[name] ?? Number.NaN])),
    "loudness.total": values.loudness?.total ?? Number.NaN,
    ...Object.fromEntries((values.mfcc ?? []).map((value, index) => [`mfcc${index}`, value])),
  };
}

function finiteMean(values: readonly number[]): number | null {
  const finite = values.filter(Number.isFinite);
  return finite.length === 0 ? null : finite.reduce((sum, value) => sum + value, 0) / finite.length;
}
