import { type ColumnType, isNumeric } from "../../model/column-plan.ts";
import type { ColumnStatistics } from "../../model/column-statistics.ts";
import type { TableLook, TableTally, ValueCount } from "../../model/column-tally.ts";
import type { Example } from "../../model/example.ts";
import { countCells } from "./cell-codes.ts";
import { viewTable } from "./column-view.ts";
import { numberOfText } from "./number-of-text.ts";
import { planTable } from "./plan-table.ts";

/** Columns that are described at most. */
const mostColumns = 200;

/** What else a manifest says of its examples, column by column; empty where it says nothing. Empty texts count as missing. */
export function columnsOfExamples(examples: readonly Example[]): readonly ColumnStatistics[] {
  const names = [...new Set(examples.flatMap(({ attributes }) => Object.keys(attributes)))].slice(
    0,
    mostColumns,
  );
  if (names.length === 0) return [];
  const look: TableLook = {
    columns: names.map((name) => ({
      name,
      declaredType: null,
      cells: examples.map(({ attributes }) => textOf(attributes[name])),
    })),
    rowCount: examples.length,
    isWhole: true,
    choice: "all rows",
    estimatedRowCount: examples.length,
  };
  const plan = planTable(look);
  const columns = plan.columns.map(({ name, type }, index): TableTally["columns"][number] => {
    const texts = countCells(look.columns[index]!.cells);
    const values = isNumeric(type) ? asNumbers(texts, type) : texts;
    const finite = values.filter(({ value }) => typeof value !== "number" || Number.isFinite(value));
    const countOf = (own: typeof values): number => own.reduce((sum, { count }) => sum + count, 0);
    return {
      name,
      count: countOf(finite),
      notFiniteCount: countOf(values) - countOf(finite),
      tally: { kind: "values", values: finite },
    };
  });
  const rows = { keptShare: 1, keptCount: examples.length, keptRowCount: examples.length };
  const tally: TableTally = {
    rowCount: examples.length,
    columns,
    gaps: [],
    rows,
    problems: [],
    problemCount: 0,
  };
  return viewTable(plan, tally, look).columns.map(({ statistics }) => statistics);
}

/** Texts as the numbers that they stand for: `1` and `1.0` are one. */
function asNumbers(texts: readonly ValueCount[], type: ColumnType): readonly ValueCount[] {
  const counts = new Map<number, number>();
  for (const { value, count } of texts) {
    const number = numberOfText(String(value), type);
    counts.set(number, (counts.get(number) ?? 0) + count);
  }
  return [...counts].map(([value, count]) => ({ value, count }));
}

function textOf(value: Example["attributes"][string] | undefined): string | null {
  if (value === undefined || value === null || value === "") return null;
  return String(value);
}
