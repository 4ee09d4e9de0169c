/** Two samples compared by their distribution functions. */
export interface DistributionDistance {
  /** Largest difference of the two empirical distribution functions, 0..1. */
  readonly distance: number;
  /** Two-sided probability of such a distance by chance. */
  readonly pValue: number;
  /** `exact`: counted, ties included; `asymptotic`: Kolmogorov's limit, which ties make conservative. */
  readonly method: "exact" | "asymptotic";
}

/** Product of the two sizes up to which the probability is counted exactly: a few milliseconds. */
const exactLimit = 1e6;

/**
 * Two-sample Kolmogorov-Smirnov test of ascending samples, each of at least one value. Up to a product of sizes of a million
 * the p value is exact given the ties (Schroeer and Trenkler 1995), else Kolmogorov's limit.
 */
export function kolmogorovSmirnov(a: ArrayLike<number>, b: ArrayLike<number>): DistributionDistance {
  const distance = distanceBetween(a, b);
  if (a.length * b.length <= exactLimit) {
    return { distance, pValue: exactTail(distance, a, b), method: "exact" };
  }
  const scale = Math.sqrt((a.length / (a.length + b.length)) * b.length);
  return { distance, pValue: kolmogorovSurvival(distance * scale), method: "asymptotic" };
}

/** Probability that Kolmogorov's limiting statistic is at least `x`; 1 below 0. */
export function kolmogorovSurvival(x: number): number {
  if (x <= 0) return 1;
  if (x < 1) {
    // Jacobi's other form of the series converges where the usual one does not.
    let sum = 0;
    for (let k = 1; k <= 20; k++) sum += Math.exp((-((2 * k - 1) ** 2) * Math.PI ** 2) / (8 * x * x));
    return Math.max(0, 1 - (Math.sqrt(2 * Math.PI) / x) * sum);
  }
  let sum = 0;
  for (let k = 1; k <= 20; k++) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * x * x);
  return Math.min(1, Math.max(0, sum));
}

/** The distance that samples of these sizes must reach to be significant at `alpha`, at most 1 (from Kolmogorov's limit). */
export function criticalDistance(alpha: number, [n, m]: readonly [number, number]): number {
  return Math.min(1, Math.sqrt((Math.log(2 / alpha) / 2) * ((n + m) / (n * m))));
}

/**
 * Interval of the distance of two distributions, from that of their samples: each sample's distribution function is within a
 * known band of the true one (Dvoretzky, Kiefer and Wolfowitz 1956, with Massart's constant of 1990). Conservative.
 */
export function distanceInterval(
  distance: number,
  sizes: readonly [number, number],
  confidenceLevel = 0.95,
): { readonly low: number; readonly high: number } {
  const reach = sizes.reduce(
    (sum, size) => sum + Math.sqrt(Math.log(4 / (1 - confidenceLevel)) / (2 * size)),
    0,
  );
  return { low: Math.max(0, distance - reach), high: Math.min(1, distance + reach) };
}

function distanceBetween(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let i = 0;
  let j = 0;
  let largest = 0;
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i]!, b[j]!);
    while (i < a.length && a[i]! <= value) i++;
    while (j < b.length && b[j]! <= value) j++;
    largest = Math.max(largest, Math.abs(i / a.length - j / b.length));
  }
  return largest;
}

/**
 * Share of all orders of the pooled values in which the distance is reached, by the recursion over lattice paths: every
 * term is positive, so that small probabilities keep their relative precision. Distances are only looked at between values
 * that differ.
 */
function exactTail(distance: number, a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [n, m] = [a.length, b.length];
  const isBoundary = lastOfTies(a, b);
  // Half a step of the lattice less, so that rounding does not decide.
  const threshold = (Math.floor(distance * n * m - 1e-7) + 0.5) / (n * m);
  const reached = new Float64Array(m + 1);
  for (let i = 0; i <= n; i++) {
    for (let j = 0; j <= m; j++) {
      if (isBoundary[i + j] === 1 && Math.abs(i / n - j / m) >= threshold) reached[j] = 1;
      else if (i + j > 0) {
        const fromA = i > 0 ? (i / (i + j)) * reached[j]! : 0;
        const fromB = j > 0 ? (j / (i + j)) * reached[j - 1]! : 0;
        reached[j] = fromA + fromB;
      }
    }
  }
  return reached[m]!;
}

/** For each number of pooled values taken, whether the next one differs from the last. */
function lastOfTies(a: ArrayLike<number>, b: ArrayLike<number>): Uint8Array {
  const pooled = new Float64Array(a.length + b.length);
  pooled.set(Float64Array.from(a));
  pooled.set(Float64Array.from(b), a.length);
  pooled.sort();
  const flags = new Uint8Array(pooled.length + 1).fill(1);
  for (let taken = 1; taken < pooled.length; taken++) {
    if (pooled[taken - 1] === pooled[taken]) flags[taken] = 0;
  }
  return flags;
}
