/** Zero crossings of the sinc on each side, in periods of the slower rate. */
const halfWidth = 64;
/** Kaiser's beta for a stop band 90 dB down; with 64 crossings the fall from 91 % to 100 % of the slower Nyquist frequency. */
const beta = 0.1102 * (90 - 8.7);
const cutoffShare = 0.955;
const tableSteps = 256;

function besselI0(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; term > 1e-12 * sum; k += 1) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

const kernel = Float64Array.from({ length: halfWidth * tableSteps + 2 }, (_, index) => {
  const x = index / tableSteps;
  if (x >= halfWidth) return 0;
  const angle = Math.PI * x * cutoffShare;
  const sinc = x === 0 ? 1 : Math.sin(angle) / angle;
  return (cutoffShare * sinc * besselI0(beta * Math.sqrt(1 - (x / halfWidth) ** 2))) / besselI0(beta);
});

/** `samples` at another rate by a Kaiser-windowed sinc (as good resamplers do it), rounded to 16 bits. */
export function resampleSharply(samples: Float32Array, fromHertz: number, toHertz: number): Float32Array {
  const ratio = Math.min(1, toHertz / fromHertz);
  const output = new Float32Array(Math.floor((samples.length * toHertz) / fromHertz));
  for (let index = 0; index < output.length; index += 1) {
    const position = (index * fromHertz) / toHertz;
    const first = Math.max(0, Math.ceil(position - halfWidth / ratio));
    const last = Math.min(samples.length - 1, Math.floor(position + halfWidth / ratio));
    let sum = 0;
    for (let at = first; at <= last; at += 1) {
      const entry = Math.abs(at - position) * ratio * tableSteps;
      const below = Math.floor(entry);
      sum += samples[at]! * (kernel[below]! + (entry - below) * (kernel[below + 1]! - kernel[below]!));
    }
    output[index] = Math.round(Math.max(-1, Math.min(1, sum * ratio)) * 32767) / 32768;
  }
  return output;
}
