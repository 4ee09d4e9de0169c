/** Relative size of a term below which a series or continued fraction has settled. */
const negligible = 1e-16;

/** Smallest magnitude that Lentz's method lets a denominator have. */
const tiny = 1e-300;

/** Terms after which a series or continued fraction is taken as it stands. */
const maximalTermCount = 10_000;

/** Where Stirling's series is exact to double precision. */
const stirlingFloor = 10;

/** Natural logarithm of the gamma function of `x > 0` (Stirling's series; Abramowitz & Stegun 6.1.41). */
export function logGamma(x: number): number {
  let product = 1;
  let shifted = x;
  for (; shifted < stirlingFloor; shifted++) product *= shifted;
  const stirling = (shifted - 0.5) * Math.log(shifted) - shifted + 0.5 * Math.log(2 * Math.PI);
  return stirling + stirlingCorrection(shifted) - Math.log(product);
}

/**
 * Natural logarithm of the beta function of `a, b > 0`. For a large argument the big parts of the log gammas are
 * cancelled on paper, not in floating point (as R's `lbeta`, after Fullerton).
 */
export function logBeta(a: number, b: number): number {
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  if (large < stirlingFloor) return logGamma(small) + logGamma(large) - logGamma(small + large);
  const correction = stirlingCorrection(large) - stirlingCorrection(small + large);
  return (
    logGamma(small) +
    correction +
    small -
    small * Math.log(small + large) +
    (large - 0.5) * Math.log1p(-small / (small + large))
  );
}

/**
 * Regularised incomplete beta function I_x(a, b), 0..1 (Abramowitz & Stegun 26.5.8, by Lentz's method). Small values
 * keep their relative precision. `complement` is `1 - x`, for callers who know it better than a subtraction does.
 */
export function regularizedIncompleteBeta(
  x: number,
  [a, b]: readonly [a: number, b: number],
  complement: number = 1 - x,
): number {
  if (x <= 0) return 0;
  if (complement <= 0) return 1;
  // The fraction converges fast below the mean only; above it, the mirror image does.
  if (x > (a + 1) / (a + b + 2)) return 1 - regularizedIncompleteBeta(complement, [b, a], x);
  // Near 1 the logarithm is taken of the distance to 1: times a large `a`, the rounding of x would show.
  const logX = complement < 0.5 ? Math.log1p(-complement) : Math.log(x);
  const front = Math.exp(a * logX + b * Math.log(complement) - logBeta(a, b)) / a;
  return front * betaFraction(x, a, b);
}

/** Complementary error function: keeps its relative precision far into the tail, where `1 - erf` is 0. */
export function erfc(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x < 0) return 2 - erfc(-x);
  if (x < 1.5) return 1 - erfSeries(x);
  return erfcFraction(x);
}

/** erf for small `x >= 0`: a series of positive terms (Abramowitz & Stegun 7.1.6). */
function erfSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; n < maximalTermCount && term > sum * negligible; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** erfc for large `x`: Laplace's continued fraction (Abramowitz & Stegun 7.1.14), from the inside out. */
function erfcFraction(x: number): number {
  let tail = x;
  for (let n = 120; n >= 1; n--) tail = x + n / 2 / tail;
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * tail);
}

/** What Stirling's formula for log gamma lacks, for `x >= 10`. */
function stirlingCorrection(x: number): number {
  const y = 1 / (x * x);
  return (1 / 12 - y * (1 / 360 - y * (1 / 1260 - y * (1 / 1680 - y * (1 / 1188 - (y * 691) / 360360))))) / x;
}

/** The continued fraction of the incomplete beta function, by the modified Lentz method. */
function betaFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m <= maximalTermCount; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / awayFromZero(1 + even * d);
    c = awayFromZero(1 + even / c);
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / awayFromZero(1 + odd * d);
    c = awayFromZero(1 + odd / c);
    value *= d * c;
    if (Math.abs(d * c - 1) < 2 * negligible) break;
  }
  return value;
}

function awayFromZero(x: number): number {
  return Math.abs(x) < tiny ? tiny : x;
}
