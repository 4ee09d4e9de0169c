import type { CountByValue } from "../../model/count-by-value.ts";
import type { LabelStatistics, SeveralLabels } from "../../model/dataset-statistics.ts";
import { byPair, type LabelCount, type LabelSets } from "../../model/label-tally.ts";
import { effectiveClassCount, entropyBalance } from "../../stats/entropy.ts";
import { compareText } from "../measured-example.ts";
import type { ColumnView } from "./column-view.ts";
import { byFallingCount } from "./summarize-column.ts";

const mostLabels = 1000;
const mostPairs = 100;

/** What is known of the labels of a table's rows. */
interface LabelFacts {
  readonly rowCount: number;
  /** Columns of labels and of splits; undefined for none. */
  readonly labels: ColumnView | undefined;
  readonly splits: ColumnView | undefined;
  /** Whether the cells of the columns are those of all rows. */
  readonly areAllCells: boolean;
  /** Rows by label, where they were counted; undefined where the columns say all. */
  readonly counts: readonly LabelCount[] | undefined;
  /** How rows have several labels; undefined where a cell is one label. */
  readonly sets: LabelSets | undefined;
}

/** How the rows of a table spread over their labels, and each label over splits. */
export function labelStatistics(facts: LabelFacts): LabelStatistics {
  const { rowCount, labels, counts: counted = [], sets } = facts;
  const falling = [...(sets === undefined ? (labels?.values ?? []) : counted)].sort(byFallingCount);
  const counts = falling.map(({ count }) => count);
  const labelledCount = sets?.labelledCount ?? counts.reduce((sum, count) => sum + count, 0);
  const bySplit = splitsByLabel(facts);
  return {
    count: sets === undefined ? (labels?.statistics.distinctCount ?? 0) : falling.length,
    entries: falling.slice(0, mostLabels).map(({ value, count }) => ({
      label: String(value),
      count,
      share: count / labelledCount,
      totalDurationSeconds: 0,
      bySplit: bySplit.get(String(value)) ?? {},
    })),
    entropyBalance: entropyBalance(counts),
    imbalanceRatio: counts.length === 0 ? null : counts[0]! / counts[counts.length - 1]!,
    effectiveClassCount: effectiveClassCount(counts),
    unlabelledCount:
      sets === undefined ? (labels?.statistics.nullCount ?? rowCount) : rowCount - sets.labelledCount,
    ...severalOf(sets),
  };
}

/** Rows of each label by split: those that were counted, else those of the cells, where they are all. */
function splitsByLabel({
  labels,
  splits,
  areAllCells,
  counts,
  sets,
}: LabelFacts): ReadonlyMap<string, CountByValue> {
  if (counts !== undefined)
    return new Map(
      counts.map(({ value, bySplit = {} }) => [String(value), inOrder(Object.entries(bySplit))]),
    );
  if (!areAllCells || sets !== undefined || labels === undefined || splits === undefined) return new Map();
  const found = new Map<string, Map<string, number>>();
  labels.cells.forEach((label, row) => {
    const split = splits.cells[row] ?? null;
    if (label === null || split === null) return;
    const own = found.get(label) ?? new Map<string, number>();
    found.set(label, own.set(split, (own.get(split) ?? 0) + 1));
  });
  return new Map([...found].map(([label, own]) => [label, inOrder([...own])]));
}

function inOrder(counts: readonly (readonly [string, number])[]): CountByValue {
  return Object.fromEntries([...counts].sort(([a], [b]) => compareText(a, b)));
}

function severalOf(sets: LabelSets | undefined): { readonly several?: SeveralLabels } {
  if (sets === undefined || sets.severalCount === 0) return {};
  const { severalCount, assignmentCount, mostPerRow, pairCount, pairs } = sets;
  const several = {
    ...{ exampleCount: severalCount, assignmentCount, mostPerExample: mostPerRow, pairCount },
    pairs: [...pairs].sort(byPair).slice(0, mostPairs),
  };
  return { several };
}
