/** Sums of distances and of their squares, each in two parts that are exact. */
export interface ExactSums {
  /** Expression of SQL: a distance in units of the grid. Named, it is what the others rest on. */
  readonly scaled: string;
  /** Aggregates of SQL over what was named: two parts of the sum, two of the sum of squares. */
  readonly select: (scaled: string) => readonly string[];
  /** What the aggregates gave, in the units of the distances. */
  readonly read: (parts: readonly number[]) => {
    readonly sum: readonly [number, number];
    readonly squareSum: readonly [number, number];
  };
}

/** Bits of a scaled distance. Its square has twice as many, and so has a distance on as fine a grid: what 64 bits hold. */
const distanceBits = 31;
/** Bits of the lower part of a sum: both parts of one over up to 2^30 values are whole numbers that a double holds. */
const lowerBits = 45;

/**
 * How to sum distances so that the result has the same bits in whatever order and parts it is taken: every value is rounded to a whole number of steps of a
 * fixed grid, of which 2^62 reach as far as the values do, and whole numbers of 128 bits are added up. What is lost is half a step per value: `reach` x 2^-63
 * of a distance, `reach`^2 x 2^-63 of a square. A value beyond `reach` is left out: the caller sees it in the extremes, and sums again.
 * @param distance Expression of SQL.
 */
export function exactSums(distance: string, reach: number): ExactSums {
  const shift = Math.max(-1000, Math.min(1000, distanceBits - Math.ceil(Math.log2(reach))));
  const [scale, unit] = [2 ** shift, 2 ** -shift];
  const partsOf = (whole: string): readonly string[] => {
    const sum = `sum(TRY_CAST(${whole} AS BIGINT))`;
    const step = `${2 ** lowerBits}::HUGEINT`;
    return [`(${sum} // ${step})::DOUBLE`, `(${sum} % ${step})::DOUBLE`];
  };
  return {
    scaled: `${distance} * ${scale.toExponential()}::DOUBLE`,
    select: (scaled) => [
      ...partsOf(`${scaled} * ${2 ** distanceBits}::DOUBLE`),
      ...partsOf(`${scaled} * ${scaled}`),
    ],
    read: ([upper = 0, lower = 0, squareUpper = 0, squareLower = 0]) => ({
      sum: [upper * 2 ** (lowerBits - distanceBits) * unit, lower * 2 ** -distanceBits * unit],
      squareSum: [squareUpper * 2 ** lowerBits * unit * unit, squareLower * unit * unit],
    }),
  };
}
