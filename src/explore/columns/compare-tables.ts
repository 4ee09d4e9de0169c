import { isNumeric, isTemporal } from "../../model/column-plan.ts";
import type { ColumnStatistics } from "../../model/column-statistics.ts";
import type { TableLook } from "../../model/column-tally.ts";
import type { DriftRule, ListChange, RetypedColumn } from "../../model/drift.ts";
import type { AttributeValue } from "../../model/example.ts";
import type { DiffFact, ReferenceComparison } from "../../model/reference-comparison.ts";
import type { TableReport } from "../../model/table-report.ts";
import { diffCounts } from "../diff-reports.ts";
import type { DriftColumn } from "../drift-column.ts";
import { findDrift } from "../find-drift.ts";
import { listChange } from "../list-change.ts";
import { numbersOfCells } from "./number-of-text.ts";

/** One of two tables that are compared. */
export interface TableSide {
  readonly report: TableReport;
  /** The rows that were looked at; null where only a stored report is known. */
  readonly look: TableLook | null;
}

/** Values of a stored column that are compared one by one at most: of more rows, shares count as those of so many. */
const mostSpread = 200_000;

/**
 * How a table differs from another: in its facts, labels and columns, and in how each column that both have is spread. Tables are compared by the rows that
 * were looked at; a stored report by the values that it counts to the last row, which are those of columns with few values.
 */
export function compareTables(
  before: TableSide,
  after: TableSide,
  rule: DriftRule,
): Omit<ReferenceComparison, "reference"> {
  const drifts = findDrift(tableDriftColumns(before, after), rule);
  return {
    basis: basisOf(before, after),
    facts: tableFacts(before.report, after.report),
    ...diffCounts(before.report, after.report),
    lists: tableLists(before.report, after.report),
    retyped: retypedColumns(before.report, after.report),
    drifts,
    hasDrifted: drifts.some(({ outcome }) => outcome === "drifted"),
    rule,
  };
}

function basisOf(before: TableSide, after: TableSide): string {
  const [was, is] = [before.look, after.look];
  if (was === null || is === null) return "columns of which a stored report counts every value";
  if (was.isWhole && is.isWhole) return "all rows of both tables";
  const rows = ({ isWhole, rowCount }: TableLook): string =>
    isWhole ? `all ${rowCount} rows` : `${rowCount} rows that were looked at`;
  return `${rows(was)} of the reference, ${rows(is)} of this table`;
}

function tableDriftColumns(before: TableSide, after: TableSide): readonly DriftColumn[] {
  const label = after.report.options["labelColumn"];
  const byName = new Map(before.report.columns.map((column) => [column.name, column]));
  return after.report.columns.flatMap((is): DriftColumn[] => {
    const was = byName.get(is.name);
    if (was === undefined) return [];
    const isCategory = is.name === label || !(isNumeric(was.type) && isNumeric(is.type));
    const isLooked = before.look !== null && after.look !== null;
    const [first, second] = isLooked
      ? [cellsOf(before.look, was, isCategory), cellsOf(after.look, is, isCategory)]
      : [countedCells(was), countedCells(is)];
    if (first === null || second === null) return [];
    const temporal = temporalOf(was, is);
    return [
      {
        ...{ feature: `column:${is.name}`, scope: "all", isCategory, before: first, after: second },
        ...(temporal === null ? {} : { temporal }),
      },
    ];
  });
}

/** What the numbers of both columns are, where they are seconds since 1970. */
function temporalOf(was: ColumnStatistics, is: ColumnStatistics): "date" | "time" | null {
  if (!isTemporal(was.type) || !isTemporal(is.type)) return null;
  return was.type === "date" && is.type === "date" ? "date" : "time";
}

/** Values of a column, row by row of those looked at. */
function cellsOf(
  look: TableLook,
  { name, type }: ColumnStatistics,
  isCategory: boolean,
): readonly AttributeValue[] | null {
  const column = look.columns.find((one) => one.name === name);
  if (column === undefined) return null;
  if (isCategory) return column.cells;
  return Array.from(numbersOfCells(column.cells, type), (value) => (Number.isFinite(value) ? value : null));
}

/** Values of a column as its report counts them, in no order; null where it does not count every one. */
function countedCells({ topValues, count, nullCount }: ColumnStatistics): readonly AttributeValue[] | null {
  if (topValues.reduce((sum, one) => sum + one.count, 0) !== count) return null;
  const share = Math.min(1, mostSpread / Math.max(1, count + nullCount));
  return [...topValues, { value: null, count: nullCount }].flatMap((one) =>
    Array<AttributeValue>(Math.round(one.count * share)).fill(one.value),
  );
}

const readers: Readonly<Record<string, (report: TableReport) => number | null>> = {
  rowCount: ({ table }) => table.rowCount,
  columnCount: ({ table }) => table.columnCount,
  missingCellShare: ({ table, columns }) =>
    table.rowCount * table.columnCount === 0
      ? null
      : columns.reduce((sum, { nullCount }) => sum + nullCount, 0) / (table.rowCount * table.columnCount),
  repeatedRowCount: ({ table }) => Math.round(table.duplicateRowCount.center),
  unreadableRowCount: ({ table }) => table.unreadableRowCount,
  labelCount: ({ labels }) => labels.count,
  entropyBalance: ({ labels }) => labels.entropyBalance,
  findingCount: ({ findings }) => findings.length,
};

function tableFacts(before: TableReport, after: TableReport): readonly DiffFact[] {
  return Object.entries(readers)
    .map(([name, read]) => ({ name, before: read(before), after: read(after) }))
    .filter((fact) => fact.before !== null || fact.after !== null);
}

function tableLists(before: TableReport, after: TableReport): readonly ListChange[] {
  const labels = ({ labels: { entries } }: TableReport) => new Set(entries.map(({ label }) => label));
  const splits = ({ dataset }: TableReport) => new Set(Object.keys(dataset.splits));
  const columns = (report: TableReport) => new Set(report.columns.map(({ name }) => name));
  return [
    listChange("labels", labels(before), labels(after)),
    listChange("splits", splits(before), splits(after)),
    listChange("columns", columns(before), columns(after)),
  ];
}

function retypedColumns(before: TableReport, after: TableReport): readonly RetypedColumn[] {
  const types = new Map(before.columns.map(({ name, type }) => [name, type]));
  return after.columns.flatMap(({ name, type }) => {
    const was = types.get(name);
    return was === undefined || was === type ? [] : [{ column: name, before: was, after: type }];
  });
}
