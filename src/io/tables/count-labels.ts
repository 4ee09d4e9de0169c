import { byValue } from "../../model/column-tally.ts";
import type { LabelCount, LabelPair, LabelSets, LabelTally } from "../../model/label-tally.ts";
import { sqlName, sqlText, type TableEngine } from "./engine.ts";

/** Pairs of a whole table that are kept. */
const mostPairs = 100;
/** Labels of a row up to which its pairs are counted: of n there are n (n - 1) / 2. */
const mostPairedLabels = 100;

/** Cells that hold labels. */
export interface LabelCells {
  readonly column: string;
  /** What stands between several labels in one cell; undefined where a cell is one label. */
  readonly separator: string | undefined;
  /** Column by whose values labels are counted too; null for none. */
  readonly splitColumn: string | null;
}

/** How `countLabels` is to count. */
interface CountOptions {
  /** What to read: a table function with its arguments, or a subquery. */
  readonly from: string;
  /** Keeps every pair, so that those of several shards can be merged. */
  readonly isShard: boolean;
}

/** Rows by the labels that their cells hold, alone, together and by split, in one pass: exact, each label once per row. */
export async function countLabels(
  cells: LabelCells,
  { from, isShard }: CountOptions,
  engine: TableEngine,
): Promise<LabelTally> {
  await engine.query(
    `CREATE OR REPLACE TEMP TABLE label_sets AS SELECT ${labelsOf(cells)} AS labels, ${splitOf(cells)} AS split, count(*)::DOUBLE AS row_count FROM ${from} WHERE ${sqlName(cells.column)} IS NOT NULL GROUP BY ALL`,
  );
  try {
    const labels = await labelCounts(engine, cells.splitColumn !== null);
    return { labels, sets: { ...(await setCounts(engine)), ...(await pairCounts(engine, isShard)) } };
  } finally {
    await engine.query("DROP TABLE label_sets");
  }
}

function labelsOf({ column, separator }: LabelCells): string {
  const cell = `${sqlName(column)}::VARCHAR`;
  if (separator === undefined) return `[${cell}]`;
  const parts = `list_transform(string_split(${cell}, ${sqlText(separator)}), lambda part: trim(part))`;
  return `list_sort(list_filter(list_distinct(${parts}), lambda part: part <> ''))`;
}

function splitOf({ splitColumn }: LabelCells): string {
  return splitColumn === null ? "NULL::VARCHAR" : `${sqlName(splitColumn)}::VARCHAR`;
}

async function labelCounts(engine: TableEngine, isSplit: boolean): Promise<readonly LabelCount[]> {
  const rows = await engine.query(
    "SELECT label, split, sum(row_count) FROM (SELECT unnest(labels) AS label, split, row_count FROM label_sets) GROUP BY ALL ORDER BY ALL",
  );
  const counts = new Map<string, { count: number; readonly bySplit: Map<string, number> }>();
  for (const [label, split, rowCount] of rows) {
    const known = counts.get(String(label)) ?? { count: 0, bySplit: new Map<string, number>() };
    known.count += Number(rowCount);
    if (split !== null) known.bySplit.set(String(split), Number(rowCount));
    counts.set(String(label), known);
  }
  return [...counts]
    .map(([value, { count, bySplit }]) => ({
      value,
      count,
      ...(isSplit ? { bySplit: Object.fromEntries(bySplit) } : {}),
    }))
    .sort(byValue);
}

async function setCounts(engine: TableEngine): Promise<Omit<LabelSets, "pairCount" | "pairs">> {
  const [[labelled, several, assignments, most] = []] = await engine.query(
    "SELECT sum(row_count) FILTER (len(labels) > 0), sum(row_count) FILTER (len(labels) > 1), sum(row_count * len(labels)), max(len(labels)) FROM label_sets",
  );
  return {
    labelledCount: Number(labelled ?? 0),
    severalCount: Number(several ?? 0),
    assignmentCount: Number(assignments ?? 0),
    mostPerRow: Number(most ?? 0),
  };
}

async function pairCounts(
  engine: TableEngine,
  isShard: boolean,
): Promise<Pick<LabelSets, "pairCount" | "pairs">> {
  const placed = `SELECT unnest(labels) AS a, generate_subscripts(labels, 1) AS place, labels, row_count FROM label_sets WHERE len(labels) BETWEEN 2 AND ${mostPairedLabels}`;
  const paired = `SELECT a, unnest(labels[place + 1:]) AS b, row_count FROM (${placed})`;
  const rows = await engine.query(
    `SELECT a, b, sum(row_count) AS pair_rows, count(*) OVER () FROM (${paired}) GROUP BY a, b ORDER BY pair_rows DESC, a, b${isShard ? "" : ` LIMIT ${mostPairs}`}`,
  );
  const pairs = rows.map(
    ([a, b, count]): LabelPair => ({ a: String(a), b: String(b), count: Number(count) }),
  );
  return { pairCount: Number(rows[0]?.[3] ?? 0), pairs };
}
