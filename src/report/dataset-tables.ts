import type { ColumnStatistics } from "../model/column-statistics.ts";
import type { DatasetReport } from "../model/dataset-statistics.ts";
import { numberColumn, stringColumn, type Table, tableOf } from "../model/table.ts";
import type { TableReport } from "../model/table-report.ts";

/** A dataset report as tables. */
export interface DatasetTables {
  /** One row per class: label, count, share, totalDurationSeconds, and a count per split as `split:<name>`. */
  readonly labels: Table;
  /** One row per finding: severity, code, subject, message, observed, expected, count, rule. */
  readonly findings: Table;
  /** One row per column of a table: name, type, count, nullCount, distinctCount, min, max, mean, standardDeviation, q05, median, q95, topValue, topCount. */
  readonly columns: Table;
}

/** The parts of `dataset.json` that people sort, filter and join. Values are unrounded; missing ones are null. */
export function tablesOf(report: DatasetReport | TableReport): DatasetTables {
  const columns = report.columns ?? [];
  return { labels: labelTable(report), findings: findingTable(report), columns: columnTable(columns) };
}

function columnTable(columns: readonly ColumnStatistics[]): Table {
  const numbers = (name: string, read: (column: ColumnStatistics) => number | null | undefined) =>
    numberColumn(
      name,
      columns.map((column) => read(column) ?? null),
    );
  const texts = (name: string, read: (column: ColumnStatistics) => string | null) =>
    stringColumn(name, columns.map(read));
  return tableOf("columns", [
    texts("name", ({ name }) => name),
    texts("type", ({ type }) => type),
    numbers("count", ({ count }) => count),
    numbers("nullCount", ({ nullCount }) => nullCount),
    numbers("distinctCount", ({ distinctCount }) => distinctCount),
    numbers("min", ({ min }) => min),
    numbers("max", ({ max }) => max),
    numbers("mean", ({ mean }) => mean),
    numbers("standardDeviation", ({ standardDeviation }) => standardDeviation),
    numbers("q05", ({ quantiles }) => quantiles?.["0.05"]),
    numbers("median", ({ quantiles }) => quantiles?.["0.5"]),
    numbers("q95", ({ quantiles }) => quantiles?.["0.95"]),
    texts("topValue", ({ topValues }) => (topValues[0] === undefined ? null : String(topValues[0].value))),
    numbers("topCount", ({ topValues }) => topValues[0]?.count),
  ]);
}

function labelTable({ labels, dataset }: Pick<DatasetReport, "labels" | "dataset">): Table {
  const { entries } = labels;
  const splits = Object.keys(dataset.splits).sort();
  return tableOf("labels", [
    stringColumn(
      "label",
      entries.map((entry) => entry.label),
    ),
    numberColumn(
      "count",
      entries.map((entry) => entry.count),
    ),
    numberColumn(
      "share",
      entries.map((entry) => entry.share),
    ),
    numberColumn(
      "totalDurationSeconds",
      entries.map((entry) => entry.totalDurationSeconds),
    ),
    ...splits.map((split) =>
      numberColumn(
        `split:${split}`,
        entries.map((entry) => entry.bySplit[split] ?? 0),
      ),
    ),
  ]);
}

function findingTable({ findings }: Pick<DatasetReport, "findings">): Table {
  const textOf = (value: string | number | null): string | null => (value === null ? null : String(value));
  return tableOf("findings", [
    stringColumn(
      "severity",
      findings.map((finding) => finding.severity),
    ),
    stringColumn(
      "code",
      findings.map((finding) => finding.code),
    ),
    stringColumn(
      "subject",
      findings.map((finding) => finding.subject),
    ),
    stringColumn(
      "message",
      findings.map((finding) => finding.message),
    ),
    stringColumn(
      "observed",
      findings.map((finding) => textOf(finding.evidence.observed)),
    ),
    stringColumn(
      "expected",
      findings.map((finding) => textOf(finding.evidence.expected)),
    ),
    numberColumn(
      "count",
      findings.map((finding) => finding.evidence.count),
    ),
    stringColumn(
      "rule",
      findings.map((finding) => finding.evidence.rule),
    ),
  ]);
}
