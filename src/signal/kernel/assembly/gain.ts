/**
 * Factor of the window's table on the samples, a power of two, so that the powers of audible frames lie around 1 and four of them
 * can be multiplied without leaving the range of 32-bit floats. It is taken out again where sums are stored.
 */
export const tableGain: f64 = 16;

/** Factor by which the host has multiplied the samples of the window at work: below 1 where they go beyond twice full scale. */
let sampleGain: f64 = 1;

/** Sets that factor, a power of two; what was summed with another must have been flushed. */
export function setSampleGain(factor: f64): void {
  sampleGain = factor;
}

/** The factor of both on the samples of the frames at work. */
export function gain(): f64 {
  return tableGain * sampleGain;
}
