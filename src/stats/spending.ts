import { invertSurvival } from "./invert-survival.ts";
import { normalQuantile, normalSurvival } from "./normal.ts";

/** Error spent until the share `t`, 0..1, of the planned information has come in; the whole error at 1. */
export type SpendingFunction = (t: number) => number;

/**
 * Spends hardly anything early: 2 (1 - Phi(z_{a/2} / sqrt(t))), which gives boundaries like those of O'Brien and Fleming (Lan and
 * DeMets 1983, Biometrika 70:659, alpha_1*). `error` is one-sided, 0..1.
 */
export function obrienFlemingSpending(error: number): SpendingFunction {
  const z = -normalQuantile(error / 2);
  return (t) => (t >= 1 ? error : 2 * normalSurvival(z / Math.sqrt(t)));
}

/** Spends evenly: a ln(1 + (e - 1) t), which gives boundaries like Pocock's (Lan and DeMets 1983, alpha_2*). */
export function pocockSpending(error: number): SpendingFunction {
  return (t) => error * Math.log1p((Math.E - 1) * Math.min(1, t));
}

/** Points of the grid that carries the density from look to look, an odd number for Simpson's rule. */
const gridPointCount = 241;
/** How far below 0 the grid begins, in standard deviations: what is further out crosses no upper boundary. */
const gridDepth = 9;

/** A density on an even grid, with the weights of Simpson's rule multiplied in. */
interface WeightedDensity {
  readonly points: readonly number[];
  readonly masses: readonly number[];
}

/**
 * One-sided upper boundaries, on the scale of the standard normal z, for looks at these rising shares of the planned information:
 * when a Brownian motion is watched, the probability of having crossed by a look is what has been spent by then. By
 * Armitage, McPherson and Rowe's (1969) recursion over independent increments. A look that may spend nothing has an infinite
 * boundary. Throws RangeError when shares do not rise within 0..1.
 */
export function spendingBoundaries(shares: readonly number[], spend: SpendingFunction): readonly number[] {
  const boundaries: number[] = [];
  let alive: WeightedDensity = { points: [0], masses: [1] };
  let [previous, spent] = [0, 0];
  for (const share of shares) {
    if (!(share > previous && share <= 1)) throw new RangeError("looks have to rise within 0..1");
    const step = Math.sqrt(share - previous);
    const height = crossing(alive, step, spend(share) - spent);
    boundaries.push(height / Math.sqrt(share));
    alive = carry(alive, step, { low: -gridDepth * Math.sqrt(share), high: height });
    spent = spend(share);
    previous = share;
  }
  return boundaries;
}

/** The height that what is alive passes, after a step of this standard deviation, with this probability. */
function crossing({ points, masses }: WeightedDensity, step: number, probability: number): number {
  if (probability <= 0) return Number.POSITIVE_INFINITY;
  const over = (height: number, of: (z: number) => number): number =>
    points.reduce((sum, point, index) => sum + masses[index]! * of((height - point) / step), 0);
  return invertSurvival(probability, {
    survival: (height) => over(height, normalSurvival),
    density: (height) => over(height, normalDensity) / step,
  });
}

/** The density after a step, of those that stay below `high`. */
function carry(
  before: WeightedDensity,
  step: number,
  { low, high }: { readonly low: number; readonly high: number },
): WeightedDensity {
  const top = Math.min(high, -low);
  const width = (top - low) / (gridPointCount - 1);
  const points = Array.from({ length: gridPointCount }, (_, index) => low + index * width);
  const masses = points.map((point, index) => {
    const density = before.points.reduce(
      (sum, from, at) => sum + before.masses[at]! * normalDensity((point - from) / step),
      0,
    );
    return ((simpsonWeight(index) * width) / step) * density;
  });
  return { points, masses };
}

function simpsonWeight(index: number): number {
  if (index === 0 || index === gridPointCount - 1) return 1 / 3;
  return index % 2 === 1 ? 4 / 3 : 2 / 3;
}

function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}
