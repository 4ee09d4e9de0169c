/** Zero crossings of the sinc on each side of a sample of the slower rate. */
const halfWidth = 16;
/** Share of the slower Nyquist frequency where the pass band ends. */
const passShare = 0.94;
/** Entries of the kernel's table per zero crossing; between them it is taken as straight. */
const tableSteps = 512;

let latest: Float64Array | null = null;

/** Hann-windowed sinc over 0..halfWidth crossings, with one entry more to read beyond the last; made when it is first needed. */
function kernelTable(): Float64Array {
  if (latest !== null) return latest;
  latest = new Float64Array(halfWidth * tableSteps + 2);
  for (let index = 0; index < halfWidth * tableSteps; index += 1) {
    const x = index / tableSteps;
    latest[index] = sinc(x) * (0.5 + 0.5 * Math.cos((Math.PI * x) / halfWidth));
  }
  return latest;
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** What a sample weighs in one of another rate. */
export interface ResamplingWeights {
  /** Samples on each side that weigh anything. */
  readonly reach: number;
  /** The weight of a sample that is so many samples away; 0 beyond the reach. */
  readonly weight: (distance: number) => number;
}

/** The windowed sinc from one rate to another. */
export function resamplingWeights(fromHertz: number, toHertz: number): ResamplingWeights {
  const kernel = kernelTable();
  const cutoff = passShare * Math.min(1, toHertz / fromHertz);
  const weight = (distance: number): number => {
    const entry = Math.abs(distance) * cutoff * tableSteps;
    if (entry > halfWidth * tableSteps) return 0;
    const below = Math.floor(entry);
    const low = kernel[below]!;
    return cutoff * (low + (entry - below) * (kernel[below + 1]! - low));
  };
  return { reach: halfWidth / cutoff, weight };
}

/**
 * `samples` at another rate, band-limited to 94 % of the lower Nyquist frequency: interpolation with a windowed sinc (Smith,
 * "Digital Audio Resampling Home Page", 2002). Beyond its ends the signal is 0. As many samples as last as long, rounded down.
 */
export function resample(samples: Float32Array, fromHertz: number, toHertz: number): Float32Array {
  if (fromHertz === toHertz) return samples;
  const { reach, weight } = resamplingWeights(fromHertz, toHertz);
  const output = new Float32Array(Math.floor((samples.length * toHertz) / fromHertz));
  for (let index = 0; index < output.length; index += 1) {
    const position = (index * fromHertz) / toHertz;
    const first = Math.max(0, Math.ceil(position - reach));
    const last = Math.min(samples.length - 1, Math.floor(position + reach));
    let sum = 0;
    for (let at = first; at <= last; at += 1) {
      sum += samples[at]! * weight(at - position);
    }
    output[index] = sum;
  }
  return output;
}
