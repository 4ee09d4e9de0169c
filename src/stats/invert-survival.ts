/** A distribution symmetric about 0, on its upper half. */
export interface UpperHalf {
  /** P(X > x), falling from 1/2 at 0. */
  readonly survival: (x: number) => number;
  /** Probability density at x: minus the slope of `survival`. */
  readonly density: (x: number) => number;
}

/**
 * The x >= 0 whose upper tail holds the probability `tail`, 0..0.5: infinite for 0, NaN outside. Newton's method on the
 * logarithm, so that a tail of 1e-30 is as easy as one of 0.1, held inside a shrinking bracket.
 */
export function invertSurvival(tail: number, { survival, density }: UpperHalf): number {
  if (!(tail >= 0 && tail <= 0.5)) return Number.NaN;
  if (tail === 0) return Number.POSITIVE_INFINITY;
  if (tail === 0.5) return 0;
  let low = 0;
  let high = 1;
  for (; survival(high) > tail; high *= 4) low = high;
  let x = (low + high) / 2;
  for (let step = 0; step < 200; step++) {
    const reached = survival(x);
    if (reached > tail) low = x;
    else high = x;
    const newton = x + (Math.log(reached / tail) * reached) / density(x);
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - x) <= 2e-16 * x || next === low || next === high) return next;
    x = next;
  }
  return x;
}
