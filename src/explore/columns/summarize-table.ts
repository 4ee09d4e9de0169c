import type { ColumnStatistics, TableStatistics } from "../../model/column-statistics.ts";
import type { DatasetCounts, LabelStatistics } from "../../model/dataset-statistics.ts";
import type { Finding } from "../../model/finding.ts";
import type { LabelCount, LabelSets } from "../../model/label-tally.ts";
import type { TableColumns } from "../../model/table-part.ts";
import type { TableSchema } from "../../model/table-schema.ts";
import { classImbalance } from "../findings/class-balance.ts";
import { sortFindings } from "../findings/finding-set.ts";
import { type ColumnView, ofRows, type TableView } from "./column-view.ts";
import { findAssociations } from "./find-associations.ts";
import { findKeys } from "./find-keys.ts";
import { findLabelPredictors } from "./find-label-predictors.ts";
import { findSlices, sliceFindings } from "./find-slices.ts";
import { findSuspects } from "./find-suspects.ts";
import { labelStatistics } from "./label-statistics.ts";
import { missingFindings } from "./missing-findings.ts";
import { namedKeyFindings, summarizeNamedKey } from "./named-key.ts";
import { readingFindings } from "./reading-findings.ts";
import { relationFindings } from "./relation-findings.ts";
import { byFallingCount, estimateRepeated } from "./summarize-column.ts";
import { checkSchema } from "./table-schema.ts";
import { suspectFindings, textFindings } from "./text-findings.ts";
import { valueFindings } from "./value-findings.ts";

const mostGaps = 50;
/** Splits and groups that are listed. */
const mostValues = 1000;

/** What a table is, besides its rows. */
export interface TableRoles extends TableColumns {
  /** Name of the table. */
  readonly name: string;
  readonly byteCount: number;
  /** Names that the file gives to more than one column. */
  readonly repeatedNames: readonly string[];
  /** Columns that are said to tell the rows apart. */
  readonly keyColumns?: readonly string[] | undefined;
  /** Rows by each of their labels, where they were counted in a pass of their own; and how rows have several of them. */
  readonly labelCounts?: readonly LabelCount[] | undefined;
  readonly labelSets?: LabelSets | undefined;
  /** What the table is held against; null for nothing. */
  readonly schema: TableSchema | null;
}

/** All that is known of a table. */
export interface TableSummary {
  readonly dataset: DatasetCounts;
  readonly labels: LabelStatistics;
  readonly columns: readonly ColumnStatistics[];
  readonly table: TableStatistics;
  readonly findings: readonly Finding[];
}

/** Statistics and findings of a table that was counted and looked at. */
export function summarizeTable(view: TableView, roles: TableRoles): TableSummary {
  const { rowCount, look, tally } = view;
  const labels = labelStatistics({
    ...{ rowCount, areAllCells: look.isWhole, counts: roles.labelCounts, sets: roles.labelSets },
    ...{ labels: columnNamed(view, roles.labelColumn), splits: columnNamed(view, roles.splitColumn) },
  });
  const suspects = findSuspects(view);
  const { byColumn, schema } = roles;
  const slices = byColumn === null ? [] : findSlices(view, byColumn);
  const columns = view.columns.map(({ statistics }) => statistics);
  const namedKey = summarizeNamedKey(view, roles.keyColumns ?? []);
  const table: TableStatistics = {
    rowCount,
    columnCount: view.columns.length,
    byteCount: roles.byteCount,
    unreadableRowCount: tally.problemCount,
    gaps: tally.gaps.slice(0, mostGaps),
    duplicateRowCount: estimateRepeated(tally.rows, rowCount),
    keys: findKeys(view),
    ...(namedKey === null ? {} : { namedKey }),
    associations: findAssociations(view),
    labelPredictors: findLabelPredictors(view, roles.labelColumn),
    suspects,
    ...(byColumn === null ? {} : { slices: { column: byColumn, entries: slices } }),
    look: { rowCount: look.rowCount, isWhole: look.isWhole, choice: look.choice },
  };
  const falling = labels.entries.map(({ label, count }) => ({ label, count }));
  return {
    dataset: datasetOf(view, roles),
    labels,
    columns,
    table,
    findings: sortFindings([
      ...readingFindings(tally, roles),
      ...missingFindings(view),
      ...valueFindings(view),
      ...textFindings(view),
      ...suspectFindings(suspects),
      ...relationFindings(view, table),
      ...namedKeyFindings(view, namedKey),
      ...classImbalance(falling.toReversed()),
      ...(byColumn === null ? [] : sliceFindings(byColumn, slices, { noun: "rows", of: ofRows(view) })),
      ...(schema === null ? [] : checkSchema(columns, schema)),
    ]),
  };
}

function columnNamed({ columns }: TableView, name: string | null): ColumnView | undefined {
  return columns.find(({ plan }) => plan.name === name);
}

function datasetOf(
  view: TableView,
  { name, byteCount, splitColumn, groupColumn }: TableRoles,
): DatasetCounts {
  return {
    name,
    exampleCount: view.rowCount,
    audioCount: 0,
    unreadableCount: 0,
    totalDurationSeconds: 0,
    totalBytes: byteCount,
    splits: countsOf(columnNamed(view, splitColumn)),
    groups: countsOf(columnNamed(view, groupColumn)),
  };
}

function countsOf(column: ColumnView | undefined): Readonly<Record<string, number>> {
  const falling = [...(column?.values ?? [])].sort(byFallingCount).slice(0, mostValues);
  return Object.fromEntries(falling.map(({ value, count }) => [String(value), count]));
}
