import type { ColumnStatistics } from "../model/column-statistics.ts";
import type { DatasetReport, LabelEntry } from "../model/dataset-statistics.ts";
import type { Finding } from "../model/finding.ts";
import type { ImageReport } from "../model/image-report.ts";
import type { Table } from "../model/table.ts";
import type { TableReport } from "../model/table-report.ts";
import { numbers, rowsTable, texts } from "./rows-table.ts";

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
export function datasetTables(report: DatasetReport | ImageReport | TableReport): DatasetTables {
  const columns = report.columns ?? [];
  return {
    labels: labelTable(report),
    findings: findingsTable(report.findings),
    columns: columnTable(columns),
  };
}

function columnTable(columns: readonly ColumnStatistics[]): Table {
  return rowsTable("columns", columns, [
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

function labelTable({ labels, dataset }: Pick<DatasetReport | ImageReport, "labels" | "dataset">): Table {
  const splits = Object.keys(dataset.splits).sort();
  return rowsTable("labels", labels.entries, [
    texts("label", ({ label }) => label),
    numbers("count", ({ count }) => count),
    numbers("share", ({ share }) => share),
    numbers("totalDurationSeconds", ({ totalDurationSeconds }) => totalDurationSeconds),
    ...splits.map((split) => numbers<LabelEntry>(`split:${split}`, ({ bySplit }) => bySplit[split] ?? 0)),
  ]);
}

/** One row per finding: severity, code, subject, message, observed, expected, count, rule. */
export function findingsTable(findings: readonly Finding[]): Table {
  return rowsTable("findings", findings, [
    texts("severity", ({ severity }) => severity),
    texts("code", ({ code }) => code),
    texts("subject", ({ subject }) => subject),
    texts("message", ({ message }) => message),
    texts("observed", ({ evidence }) => evidence.observed),
    texts("expected", ({ evidence }) => evidence.expected),
    numbers("count", ({ evidence }) => evidence.count),
    texts("rule", ({ evidence }) => evidence.rule),
  ]);
}
