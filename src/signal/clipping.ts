/** Equal samples in a row that make a run: the fewest that a smooth peak seldom gives by rounding. */
const minimumRunLength = 3;
/** Steps below the extreme that count as its neighbours. */
export const neighbourSteps = 16;

/**
 * How many samples of one channel are clipped. Loudness is no criterion (a clipped recording may have been turned
 * down later); shape is. An end of the channel's range counts as clipped when
 *
 * 1. it is reached in runs of at least 3 equal samples, and
 * 2. more samples lie at it than in the 16 quantisation steps next to it.
 *
 * A smooth peak puts at least twice as many samples into those 16 steps as onto its top, whatever its height and
 * frequency (a parabola: sqrt(17) - 1 against 1), also where coarse quantisation makes runs; a clipped one
 * puts there what it cut off. The samples in the runs are counted. A square wave cannot be told from clipping.
 * After Laguna and Lerch, "An efficient algorithm for clipping detection" (AES 141, 2016), in units of the
 * effective step.
 *
 * @param step Quantisation step of the content, full scale = 1.
 */
export function clippedSampleCount(samples: Float32Array, step: number): number {
  let highest = Number.NEGATIVE_INFINITY;
  let lowest = Number.POSITIVE_INFINITY;
  for (let index = 0; index < samples.length; index += 1) {
    const value = samples[index]!;
    if (value > highest) highest = value;
    if (value < lowest) lowest = value;
  }
  if (!(lowest < highest)) return 0;
  return (
    (highest > 0 ? countAtRail(samples, highest, step) : 0) +
    (lowest < 0 ? countAtRail(samples, lowest, step) : 0)
  );
}

/** Samples of a channel at one end of its range. */
export interface RailCounts {
  /** Samples at the extreme itself. */
  readonly railCount: number;
  /** Samples in the same step or one of the 16 next to it, itself not counted. */
  readonly neighbourCount: number;
  /** Samples in runs of at least 3 at the extreme. */
  readonly runCount: number;
}

/** How many of the samples at one end are clipped. */
export function clippedAtRail({ railCount, neighbourCount, runCount }: RailCounts): number {
  return railCount > neighbourCount ? runCount : 0;
}

function countAtRail(samples: Float32Array, rail: number, step: number): number {
  const sign = Math.sign(rail);
  const stepsPerUnit = 1 / step;
  const lowestStep = Math.floor(sign * rail * stepsPerUnit) - neighbourSteps;
  let railCount = 0;
  let neighbourCount = 0;
  let runCount = 0;
  let run = 0;
  for (let index = 0; index < samples.length; index += 1) {
    const value = samples[index]!;
    if (value === rail) {
      railCount += 1;
      run += 1;
      if (run === minimumRunLength) runCount += minimumRunLength;
      else if (run > minimumRunLength) runCount += 1;
    } else {
      run = 0;
      if (Math.floor(sign * value * stepsPerUnit) >= lowestStep) neighbourCount += 1;
    }
  }
  return clippedAtRail({ railCount, neighbourCount, runCount });
}
