/** Where the values of interval-censored observations can lie, and how likely each place is. */
export interface CensoredFit {
  /** Ends of the innermost intervals, rising; where within one a value lies, no observation tells. */
  readonly lows: readonly number[];
  readonly highs: readonly number[];
  /** Probability of each, summing to 1. */
  readonly weights: readonly number[];
}

const maxIterations = 300;
const enough = 1e-6;

/**
 * Distribution of values of which each is only known to lie between two limits, ends included: the non-parametric maximum-likelihood
 * estimate over innermost intervals (Peto 1973; Turnbull 1976), by expectation maximisation. Throws RangeError without a value.
 */
export function fitCensored(lows: readonly number[], highs: readonly number[]): CensoredFit {
  if (lows.length === 0 || lows.length !== highs.length) {
    throw new RangeError(`${lows.length} lower and ${highs.length} upper limits make no observations`);
  }
  const inner = innermostIntervals(lows, highs);
  const ranges = lows.map((low, index) => inside(inner, low, highs[index]!));
  let weights = inner.map(() => 1 / inner.length);
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const next = expected(weights, ranges);
    const change = Math.max(...next.map((weight, place) => Math.abs(weight - weights[place]!)));
    weights = next;
    if (change < enough) break;
  }
  return { lows: inner.map(([low]) => low), highs: inner.map(([, high]) => high), weights };
}

/** Places of a fit at which one observation can lie: from the first to before the last. */
export function placesOf(fit: CensoredFit, low: number, high: number): readonly [number, number] {
  return inside(
    fit.lows.map((from, place) => [from, fit.highs[place]!] as const),
    low,
    high,
  );
}

type Ends = readonly [number, number];

/** A lower limit that is followed by an upper one, with no other limit between. */
function innermostIntervals(lows: readonly number[], highs: readonly number[]): readonly Ends[] {
  const limits = [
    ...lows.map((value) => ({ value, isUpper: false })),
    ...highs.map((value) => ({ value, isUpper: true })),
  ].sort((a, b) => a.value - b.value || Number(a.isUpper) - Number(b.isUpper));
  const found: Ends[] = [];
  for (let index = 1; index < limits.length; index++) {
    const [before, here] = [limits[index - 1]!, limits[index]!];
    if (!before.isUpper && here.isUpper) found.push([before.value, here.value]);
  }
  return found;
}

function inside(inner: readonly Ends[], low: number, high: number): readonly [number, number] {
  let from = 0;
  while (from < inner.length && inner[from]![0] < low) from++;
  let to = from;
  while (to < inner.length && inner[to]![1] <= high) to++;
  return [from, to];
}

function expected(weights: readonly number[], ranges: readonly Ends[]): number[] {
  const next = weights.map(() => 0);
  for (const [from, to] of ranges) {
    let total = 0;
    for (let place = from; place < to; place++) total += weights[place]!;
    if (total === 0) continue;
    for (let place = from; place < to; place++) next[place] = next[place]! + weights[place]! / total;
  }
  const sum = next.reduce((all, weight) => all + weight, 0);
  return next.map((weight) => weight / sum);
}
