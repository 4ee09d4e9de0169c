/** A sum in two parts. */
export interface ReproducibleSum {
  /** Expression of SQL: a value's part on a coarse grid; its sum is exact. */
  readonly coarse: string;
  /** Expression of SQL: the rest of the value, on a finer grid, given the name of its coarse part. */
  readonly restOf: (coarse: string) => string;
}

/**
 * How to sum `value` so that the result has the same bits in whatever order and parts it is taken: the sum of both parts.
 *
 * Each value is split into a part on a coarse grid, whose sums are exact in double precision, and the rest on a finer grid: the
 * pre-rounding of Rump, Ogita and Oishi (2008) and of Demmel and Nguyen (2013), with the grid given beforehand. What is lost
 * is about `reach` x `rowBound`^2 x 2^-104 per value.
 * @param bounds No value is larger than `reach`, and there are no more than `rowBound` of them. Where one is, or there are, the
 *   sum is still right but may depend on the order.
 */
export function reproducibleSum(
  value: string,
  { reach, rowBound }: { readonly reach: number; readonly rowBound: number },
): ReproducibleSum {
  const coarse = gridOf(reach, rowBound);
  // Half a step of the coarse grid is what the rest can be at most.
  const fine = gridOf(coarse * 2 ** -52, rowBound);
  return {
    coarse: `(${value} + ${literal(coarse)}) - ${literal(coarse)}`,
    restOf: (part) => `((${value} - ${part}) + ${literal(fine)}) - ${literal(fine)}`,
  };
}

/** A number so large that what adding it leaves of `rowBound` values up to `reach` has an exact sum. */
function gridOf(reach: number, rowBound: number): number {
  const power = Math.ceil(Math.log2(Math.max(reach, 1e-280))) + Math.ceil(Math.log2(rowBound));
  return 1.5 * 2 ** Math.min(1000, power);
}

function literal(value: number): string {
  return `${value.toExponential()}::DOUBLE`;
}
