import { settings } from "./settings.ts";

const { fftSize, hannWindow, hopLength } = settings;

/** One over the sum of the squared windows of `count` overlapping frames, sample by sample, half a window cut off in front. */
export function inverseWindowSums(count: number, length: number): Float64Array {
  const sums = new Float64Array(fftSize + hopLength * (count - 1));
  for (let t = 0; t < count; t++) {
    for (let n = 0; n < fftSize; n++) {
      sums[t * hopLength + n] = sums[t * hopLength + n]! + hannWindow[n]! ** 2;
    }
  }
  return Float64Array.from({ length }, (_, n) => {
    const sum = sums[n + fftSize / 2] ?? 0;
    return sum > 1e-12 ? 1 / sum : 0;
  });
}
