import type { LabelPredictor } from "../../model/column-statistics.ts";
import { binnedAccuracy, foldCount } from "../../stats/cross-validation.ts";
import { quantileBins } from "../../stats/quantile-bins.ts";
import { seededRandom } from "../../stats/random.ts";
import { codesOf } from "./cell-codes.ts";
import { type ColumnView, numbersOf, type TableView } from "./column-view.ts";

const mostRows = 10_000;
const mostLabels = 200;
const fewestPerLabel = 2 * foldCount;
const mostBins = 32;
/** Values of a column of text that are told apart: those of more say nothing of rows held out. */
const mostValues = 2000;

/**
 * How well each other column alone tells the label: balanced accuracy, 5-fold cross-validated, of a classifier by its values, or by bins of
 * equal counts of its numbers. A missing cell is a value of its own. Labels with fewer than 10 rows are left out. By falling accuracy.
 */
export function findLabelPredictors(
  { columns }: TableView,
  labelColumn: string | null,
): readonly LabelPredictor[] {
  const label = columns.find(({ plan }) => plan.name === labelColumn);
  if (label === undefined) return [];
  const rows = rowsWithFrequentLabels(label);
  const { codes, values } = codesOf(rows.map((row) => label.cells[row]!));
  if (values.length < 2 || values.length > mostLabels) return [];
  const classified = { classes: Uint16Array.from(codes), classCount: values.length };
  return columns
    .filter((column) => column !== label)
    .flatMap((column): LabelPredictor[] => {
      const binned = binsOf(column, rows);
      if (binned === null || binned.binCount < 2) return [];
      const accuracy = binnedAccuracy(binned, classified);
      const { name } = column.plan;
      return [
        {
          column: name,
          balancedAccuracy: accuracy,
          chance: 1 / values.length,
          count: rows.length,
          method: binned.method,
        },
      ];
    })
    .sort((a, b) => b.balancedAccuracy - a.balancedAccuracy || (a.column < b.column ? -1 : 1));
}

/** Rows of labels that are frequent enough, in an order without meaning. */
function rowsWithFrequentLabels({ cells }: ColumnView): readonly number[] {
  const counts = new Map<string, number>();
  for (const cell of cells) if (cell !== null) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  const rows = cells.flatMap((cell, row) =>
    cell !== null && counts.get(cell)! >= fewestPerLabel ? [row] : [],
  );
  return seededRandom(1).shuffle(rows).slice(0, mostRows);
}

interface Bins {
  readonly bins: Uint16Array;
  readonly binCount: number;
  readonly method: string;
}

function binsOf(column: ColumnView, rows: readonly number[]): Bins | null {
  const numbers = numbersOf(column);
  if (numbers !== null) {
    const present = rows.map((row) => numbers[row]!).filter((value) => !Number.isNaN(value));
    if (present.length === 0) return null;
    // What is missing lies below everything else.
    const low = present.reduce((least, value) => Math.min(least, value)) - 1;
    const binned = quantileBins(
      rows.map((row) => (Number.isNaN(numbers[row]) ? low : numbers[row]!)),
      mostBins,
    );
    return { ...binned, method: `${binned.binCount} bins of its numbers` };
  }
  const { codes, values } = codesOf(rows.map((row) => column.cells[row] ?? "\u0000missing"));
  if (values.length > mostValues || values.length > rows.length / 2) return null;
  return { bins: Uint16Array.from(codes), binCount: values.length, method: `${values.length} values` };
}
