import { upperRegularizedGamma } from "./incomplete-gamma.ts";

/** Probability that a chi-square variable with `degreesOfFreedom > 0` is at least `x`. */
export function chiSquareSurvival(x: number, degreesOfFreedom: number): number {
  return upperRegularizedGamma(degreesOfFreedom / 2, x / 2);
}

/** The value that a chi-square variable exceeds with probability `tail`, 0..1 exclusive; by bisection, to 1e-10 relative. */
export function chiSquareUpperQuantile(tail: number, degreesOfFreedom: number): number {
  let low = 0;
  let high = degreesOfFreedom + 10;
  while (chiSquareSurvival(high, degreesOfFreedom) > tail) high *= 2;
  while (high - low > 1e-10 * high) {
    const middle = (low + high) / 2;
    if (chiSquareSurvival(middle, degreesOfFreedom) > tail) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Two sets of counts over the same categories, tested for equal shares. */
export interface Homogeneity {
  /** Pearson's chi-square, without a continuity correction. */
  readonly statistic: number;
  /** Categories less one; 0 where there is nothing to tell apart. */
  readonly degreesOfFreedom: number;
  /** Probability of such a difference by chance; 1 where there is nothing to tell apart. */
  readonly pValue: number;
}

/** Expected count in either set below which categories are pooled: Pearson's approximation needs five. */
const leastExpected = 5;

/**
 * Pearson's chi-square test that two sets of counts have the same shares. Categories that expect fewer than 5 in either set
 * are pooled into one first, which keeps the approximation true; a rest that is still too small joins the smallest other.
 */
export function chiSquareHomogeneity(a: readonly number[], b: readonly number[]): Homogeneity {
  const cells = poolRare(a, b);
  const totals = [sumOf(cells.map(([first]) => first)), sumOf(cells.map(([, second]) => second))] as const;
  const all = totals[0] + totals[1];
  if (cells.length < 2 || totals[0] === 0 || totals[1] === 0) {
    return { statistic: 0, degreesOfFreedom: 0, pValue: 1 };
  }
  const statistic = sumOf(
    cells.flatMap((cell) =>
      cell.map((count, side) => {
        const expected = ((cell[0] + cell[1]) * totals[side]!) / all;
        return (count - expected) ** 2 / expected;
      }),
    ),
  );
  const degreesOfFreedom = cells.length - 1;
  return { statistic, degreesOfFreedom, pValue: chiSquareSurvival(statistic, degreesOfFreedom) };
}

type Cell = readonly [first: number, second: number];

/** The categories that occur, rare ones together. */
function poolRare(a: readonly number[], b: readonly number[]): readonly Cell[] {
  const cells = a.map((count, index): Cell => [count, b[index] ?? 0]).filter(([x, y]) => x + y > 0);
  const all = sumOf(cells.flat());
  const smaller = Math.min(sumOf(cells.map(([x]) => x)), sumOf(cells.map(([, y]) => y)));
  const expected = ([x, y]: Cell): number => ((x + y) * smaller) / all;
  const common = cells
    .filter((cell) => expected(cell) >= leastExpected)
    .sort((x, y) => expected(y) - expected(x));
  const rare = cells.filter((cell) => expected(cell) < leastExpected);
  if (rare.length === 0) return common;
  const rest = rare.reduce<Cell>((sum, [x, y]) => [sum[0] + x, sum[1] + y], [0, 0]);
  const last = common.at(-1);
  if (expected(rest) >= leastExpected || last === undefined) return [...common, rest];
  return [...common.slice(0, -1), [last[0] + rest[0], last[1] + rest[1]]];
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
