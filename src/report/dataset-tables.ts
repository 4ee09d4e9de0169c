import type { DatasetReport } from "../model/dataset-statistics.ts";
import { numberColumn, stringColumn, type Table, tableOf } from "../model/table.ts";

/** A dataset report as tables. */
export interface DatasetTables {
  /** One row per class: label, count, share, totalDurationSeconds, and a count per split as `split:<name>`. */
  readonly labels: Table;
  /** One row per finding: severity, code, subject, message, observed, expected, count, rule. */
  readonly findings: Table;
}

/** The parts of `dataset.json` that people sort, filter and join. Values are unrounded; missing ones are null. */
export function tablesOf(report: DatasetReport): DatasetTables {
  return { labels: labelTable(report), findings: findingTable(report) };
}

function labelTable({ labels, dataset }: DatasetReport): Table {
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

function findingTable({ findings }: DatasetReport): Table {
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
