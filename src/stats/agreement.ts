/** How two annotators agree. */
export interface PairAgreement {
  /** Items that both labelled. */
  readonly count: number;
  /** Share on which they agree, 0..1. */
  readonly observed: number;
  /** Share on which they would agree by chance, by how often each uses each label. */
  readonly expected: number;
  /** Cohen's kappa, (observed - expected) / (1 - expected), at most 1; null where chance alone explains all. */
  readonly kappa: number | null;
  /** Standard error of kappa (Fleiss, Cohen and Everitt 1969, for large samples); null with kappa. */
  readonly standardError: number | null;
}

/** Cohen's kappa (1960) of pairs of labels, of which there is at least one. */
export function pairAgreement(pairs: readonly (readonly [string, string])[]): PairAgreement {
  const count = pairs.length;
  const [rows, columns] = [0, 1].map((side) => sharesOf(pairs.map((pair) => pair[side as 0 | 1])));
  const observed = pairs.filter(([a, b]) => a === b).length / count;
  let expected = 0;
  for (const [label, share] of rows!) expected += share * (columns!.get(label) ?? 0);
  if (expected >= 1 - 1e-12) return { count, observed, expected, kappa: null, standardError: null };
  const kappa = (observed - expected) / (1 - expected);
  return {
    count,
    observed,
    expected,
    kappa,
    standardError: errorOf(pairs, { rows: rows!, columns: columns!, observed, expected }),
  };
}

function sharesOf(labels: readonly string[]): ReadonlyMap<string, number> {
  const shares = new Map<string, number>();
  for (const label of labels) shares.set(label, (shares.get(label) ?? 0) + 1 / labels.length);
  return shares;
}

interface PairShares {
  readonly rows: ReadonlyMap<string, number>;
  readonly columns: ReadonlyMap<string, number>;
  readonly observed: number;
  readonly expected: number;
}

function errorOf(
  pairs: readonly (readonly [string, string])[],
  { rows, columns, observed, expected }: PairShares,
): number {
  const kappa = (observed - expected) / (1 - expected);
  let sum = -((kappa - expected * (1 - kappa)) ** 2);
  for (const [a, b] of pairs) {
    const [row, column] = a === b ? [rows.get(a)!, columns.get(a)!] : [rows.get(b) ?? 0, columns.get(a) ?? 0];
    const term = a === b ? (1 - (row + column) * (1 - kappa)) ** 2 : (1 - kappa) ** 2 * (column + row) ** 2;
    sum += term / pairs.length;
  }
  return Math.sqrt(Math.max(0, sum) / pairs.length) / (1 - expected);
}

/**
 * Fleiss' kappa (1971) of items that were each labelled by the same number of annotators, at least two: agreement beyond chance, at most 1.
 * Null without items, and where only one label is in use.
 */
export function fleissKappa(items: readonly (readonly string[])[]): number | null {
  const raters = items[0]?.length ?? 0;
  if (raters < 2) return null;
  const totals = new Map<string, number>();
  let agreement = 0;
  for (const labels of items) {
    const counts = new Map<string, number>();
    for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
    for (const [label, count] of counts) {
      totals.set(label, (totals.get(label) ?? 0) + count);
      agreement += (count * (count - 1)) / (raters * (raters - 1) * items.length);
    }
  }
  const chance = [...totals.values()].reduce((sum, count) => sum + (count / (raters * items.length)) ** 2, 0);
  return chance >= 1 - 1e-12 ? null : (agreement - chance) / (1 - chance);
}
