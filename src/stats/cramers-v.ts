/** Two columns of categories, row by row, as codes from 0. */
export interface CodedPair {
  readonly a: ArrayLike<number>;
  readonly aCount: number;
  readonly b: ArrayLike<number>;
  readonly bCount: number;
}

/**
 * Cramer's V with Bergsma's correction ("A bias-correction for Cramer's V and Tschuprow's T", 2013), 0..1: about 0 for independent columns
 * however many categories they have. Null where one does not vary, or has nearly as many categories as there are rows.
 */
export function cramersV({ a, aCount, b, bCount }: CodedPair): number | null {
  const n = a.length;
  if (n < 2 || aCount < 2 || bCount < 2) return null;
  const phi = meanSquareContingency({ a, aCount, b, bCount });
  const corrected = Math.max(0, phi - ((aCount - 1) * (bCount - 1)) / (n - 1));
  const rows = aCount - (aCount - 1) ** 2 / (n - 1);
  const columns = bCount - (bCount - 1) ** 2 / (n - 1);
  const most = Math.min(rows, columns) - 1;
  return most > 0.05 ? Math.min(1, Math.sqrt(corrected / most)) : null;
}

/** Chi square over the number of rows. */
function meanSquareContingency({ a, aCount, b, bCount }: CodedPair): number {
  const n = a.length;
  const cells = new Map<number, number>();
  const aTotals = new Float64Array(aCount);
  const bTotals = new Float64Array(bCount);
  for (let row = 0; row < n; row++) {
    const key = a[row]! * bCount + b[row]!;
    cells.set(key, (cells.get(key) ?? 0) + 1);
    aTotals[a[row]!]! += 1;
    bTotals[b[row]!]! += 1;
  }
  let sum = 0;
  for (const [key, count] of cells)
    sum += count ** 2 / (aTotals[Math.floor(key / bCount)]! * bTotals[key % bCount]!);
  return sum - 1;
}
