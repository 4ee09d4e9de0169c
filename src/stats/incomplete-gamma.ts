import { logGamma } from "./special-functions.ts";

/** Relative size of a term below which a series or continued fraction has settled. */
const negligible = 1e-16;

/** Smallest magnitude that Lentz's method lets a denominator have. */
const tiny = 1e-300;

/** Terms after which a series or continued fraction is taken as it stands. */
const maximalTermCount = 100_000;

/**
 * Upper regularised incomplete gamma function Q(a, x), 0..1, for `a > 0`: series below `a + 1`, continued fraction above
 * (Abramowitz & Stegun 6.5.29 and 6.5.31). Small values keep their relative precision.
 */
export function upperRegularizedGamma(a: number, x: number): number {
  if (!(x > 0)) return 1;
  if (x === Number.POSITIVE_INFINITY) return 0;
  return x < a + 1 ? 1 - lowerSeries(a, x) : upperFraction(a, x);
}

function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < maximalTermCount && term > sum * negligible; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum * Math.exp(a * Math.log(x) - x - logGamma(a));
}

/** By the modified Lentz method. */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < maximalTermCount; n++) {
    const numerator = -n * (n - a);
    b += 2;
    d = 1 / awayFromZero(numerator * d + b);
    c = awayFromZero(b + numerator / c);
    value *= d * c;
    if (Math.abs(d * c - 1) < 2 * negligible) break;
  }
  return value * Math.exp(a * Math.log(x) - x - logGamma(a));
}

function awayFromZero(x: number): number {
  return Math.abs(x) < tiny ? tiny : x;
}
