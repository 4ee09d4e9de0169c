import { frameLength, hopLength } from "./analyze-spectrum.ts";

/** Samples this near to 0 have no sign: librosa's threshold. */
const signThreshold = -1e-10;

/** Means over all analysis frames of one channel. */
export interface FrameMeans {
  /** Of the root mean square: librosa.feature.rms with `center=False`. */
  readonly frameRootMeanSquare: number;
  /** Of the share of samples with another sign than the one before: librosa.feature.zero_crossing_rate, `center=False`. */
  readonly zeroCrossingRate: number;
}

/** Root mean square and zero crossings of the frames of `samples`; one shorter than a frame is padded with zeros. */
export function measureFrames(samples: Float32Array): FrameMeans {
  const padded = samples.length < frameLength ? new Float32Array(frameLength) : samples;
  if (padded !== samples) padded.set(samples);
  const frameCount = 1 + Math.floor((padded.length - frameLength) / hopLength);
  let roots = 0;
  let crossings = 0;
  for (let frame = 0; frame < frameCount; frame += 1) {
    const part = padded.subarray(frame * hopLength, frame * hopLength + frameLength);
    roots += Math.sqrt(part.reduce((sum, value) => sum + value * value, 0) / frameLength);
    crossings += crossingCount(part);
  }
  return {
    frameRootMeanSquare: roots / frameCount,
    zeroCrossingRate: crossings / (frameLength * frameCount),
  };
}

function crossingCount(samples: Float32Array): number {
  let count = 0;
  for (let index = 1; index < samples.length; index += 1) {
    if (samples[index]! < signThreshold !== samples[index - 1]! < signThreshold) count += 1;
  }
  return count;
}
