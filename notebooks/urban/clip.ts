import type { AudioSignal } from "soundings";
import { settings } from "./settings.ts";

const { clipLength, sampleRateHertz } = settings;
/** Zero crossings of the sinc on each side of an output sample. */
const crossingCount = 16;

/** The weights of one output phase, for input samples `firstTap...` relative to the sample at or before it. */
interface Kernel {
  readonly firstTap: number;
  readonly weights: Float64Array;
}

const kernelsByRate = new Map<number, readonly Kernel[]>();

/** The first second of a recording: channels averaged, resampled to `sampleRateHertz`, zeros after an early end. */
export function clipFrom(signal: AudioSignal): Float32Array {
  const kernels = kernelsFor(signal.sampleRateHertz);
  const neededLength = Math.ceil(
    ((clipLength + crossingCount + 1) * signal.sampleRateHertz) / sampleRateHertz,
  );
  const mono = downmix(signal.channels, neededLength);
  return Float32Array.from({ length: clipLength }, (_, n) => {
    const { firstTap, weights } = kernels[n % kernels.length]!;
    const start = Math.floor((n * signal.sampleRateHertz) / sampleRateHertz) + firstTap;
    let sum = 0;
    for (let i = Math.max(0, -start); i < weights.length && start + i < mono.length; i++) {
      sum += weights[i]! * mono[start + i]!;
    }
    return sum;
  });
}

function downmix(channels: readonly Float32Array[], neededLength: number): Float64Array {
  const mono = new Float64Array(Math.min(neededLength, channels[0]?.length ?? 0));
  for (const channel of channels) {
    for (let n = 0; n < mono.length; n++) mono[n] = mono[n]! + channel[n]! / channels.length;
  }
  return mono;
}

/** Hann-windowed sinc filters, one per phase of the ratio of rates, cut off at the lower Nyquist frequency. */
function kernelsFor(inputRateHertz: number): readonly Kernel[] {
  const known = kernelsByRate.get(inputRateHertz);
  if (known !== undefined) return known;
  const phaseCount = sampleRateHertz / greatestCommonDivisor(sampleRateHertz, inputRateHertz);
  const cutoff = Math.min(1, sampleRateHertz / inputRateHertz);
  const reach = Math.ceil(crossingCount / cutoff);
  const kernels = Array.from({ length: phaseCount }, (_, phase) => {
    const position = (phase * inputRateHertz) / sampleRateHertz;
    const offset = position - Math.floor(position);
    const weights = Float64Array.from({ length: 2 * reach + 1 }, (_, i) => sinc(i - reach - offset, cutoff));
    return { firstTap: -reach, weights };
  });
  kernelsByRate.set(inputRateHertz, kernels);
  return kernels;
}

function sinc(distance: number, cutoff: number): number {
  const x = cutoff * distance;
  if (Math.abs(x) >= crossingCount) return 0;
  const window = 0.5 + 0.5 * Math.cos((Math.PI * x) / crossingCount);
  return cutoff * window * (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
