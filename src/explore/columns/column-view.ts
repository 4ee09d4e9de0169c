import type { ColumnPlan, TablePlan } from "../../model/column-plan.ts";
import { isNumeric } from "../../model/column-plan.ts";
import type { ColumnStatistics } from "../../model/column-statistics.ts";
import type { TableLook, TableTally, ValueCount } from "../../model/column-tally.ts";
import { countCells } from "./cell-codes.ts";
import { countFiniteNumbers, numbersOfCells } from "./number-of-text.ts";
import { summarizeColumn } from "./summarize-column.ts";

/** A column, seen from all sides. */
export interface ColumnView {
  readonly plan: ColumnPlan;
  readonly statistics: ColumnStatistics;
  /** Its values with their counts: of all rows, or of those that were looked at. */
  readonly values: readonly ValueCount[];
  /** Whether `values` are of all rows. */
  readonly isExact: boolean;
  /** Cells of the rows that were looked at, in their order; null is a missing one. */
  readonly cells: readonly (string | null)[];
}

/** A table, seen from all sides. */
export interface TableView {
  readonly columns: readonly ColumnView[];
  readonly rowCount: number;
  readonly look: TableLook;
  readonly tally: TableTally;
}

/** A table as it was planned, looked at and counted. */
export function viewTable(plan: TablePlan, tally: TableTally, look: TableLook): TableView {
  const { rowCount } = tally;
  const columns = plan.columns.map((column, index): ColumnView => {
    const counted = tally.columns[index]!;
    const { cells } = look.columns[index]!;
    const isExact = counted.tally.kind === "values";
    const values = counted.tally.kind === "values" ? counted.tally.values : lookedValues(column, cells);
    return {
      plan: column,
      statistics: summarizeColumn(column, counted, { rowCount, cells, values }),
      values,
      isExact,
      cells,
    };
  });
  return { columns, rowCount, look, tally };
}

/** Values among the cells that were looked at, with their counts. */
function lookedValues({ type }: ColumnPlan, cells: ColumnView["cells"]): readonly ValueCount[] {
  return type === "number" ? countFiniteNumbers(cells, type) : countCells(cells);
}

/** Numbers of a column, row by row of those looked at; NaN where a cell is missing or not finite. Null for other columns. */
export function numbersOf({ plan: { type }, cells }: ColumnView): Float64Array | null {
  if (!isNumeric(type)) return null;
  return numbersOfCells(cells, type).map((value) => (Number.isFinite(value) ? value : Number.NaN));
}

/** What rests on the rows looked at, in words: nothing when they are all. */
export function ofRows({ look }: TableView): string {
  return look.isWhole ? "" : ` of the ${look.rowCount} rows that were looked at`;
}
