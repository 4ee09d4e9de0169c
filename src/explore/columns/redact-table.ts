import type { ColumnStatistics, Slice, Suspect, TableStatistics } from "../../model/column-statistics.ts";
import type { CountByValue } from "../../model/count-by-value.ts";
import type { LabelEntry, LabelStatistics } from "../../model/dataset-statistics.ts";
import type { Finding } from "../../model/finding.ts";
import type { TableReport } from "../../model/table-report.ts";
import { fewestToName, hidden } from "../redact-dataset.ts";

/**
 * A report on a table for people who may not see its cells: values that fewer than 5 rows have, suspect cells, what findings quote, where the file lies. The
 * names of columns stay, and so do numbers: least and greatest ones are those of single rows.
 */
export function redactTable(report: TableReport): TableReport {
  const names = new Set(report.columns.map(({ name }) => name));
  const columns = report.columns.map(redactColumn);
  const { dataset, labels } = report;
  return {
    ...report,
    source: hidden,
    options: { ...report.options, redact: true },
    dataset: {
      ...dataset,
      name: "table",
      splits: withoutRare(dataset.splits, "(rare splits)"),
      groups: withoutRare(dataset.groups, "(rare groups)"),
    },
    labels: { ...labels, entries: redactLabels(labels.entries), ...redactPairs(labels) },
    columns,
    table: redactStatistics(report.table, columns),
    findings: report.findings.map((finding) => redactFinding(finding, names)),
  };
}

function redactColumn(column: ColumnStatistics): ColumnStatistics {
  const { topValues, patterns, reason } = column;
  return {
    ...column,
    // A reason may quote the cell that does not fit.
    reason: reason.replace(/".*"/s, hidden),
    topValues: topValues.filter(({ count }) => count >= fewestToName),
    ...(patterns === undefined ? {} : { patterns: patterns.filter(({ count }) => count >= fewestToName) }),
  };
}

/** Counts by value, those of rare values as one. */
function withoutRare(counts: CountByValue, rareName: string): CountByValue {
  const entries = Object.entries(counts);
  const rare = entries.filter(([, count]) => count < fewestToName);
  const kept = entries.filter(([, count]) => count >= fewestToName);
  if (rare.length === 0) return counts;
  return Object.fromEntries([...kept, [rareName, rare.reduce((sum, [, count]) => sum + count, 0)]]);
}

function redactLabels(entries: readonly LabelEntry[]): readonly LabelEntry[] {
  const kept = entries
    .filter(({ count }) => count >= fewestToName)
    .map((entry) => ({ ...entry, bySplit: withoutRare(entry.bySplit, "(rare splits)") }));
  const rare = entries.filter(({ count }) => count < fewestToName);
  if (rare.length === 0) return kept;
  const sum = (read: (entry: LabelEntry) => number): number =>
    rare.reduce((total, entry) => total + read(entry), 0);
  return [
    ...kept,
    {
      label: "(rare labels)",
      count: sum(({ count }) => count),
      share: sum(({ share }) => share),
      totalDurationSeconds: 0,
      bySplit: {},
    },
  ];
}

/** Pairs that few rows have are left out. */
function redactPairs({ several }: LabelStatistics): Pick<LabelStatistics, "several"> {
  if (several === undefined) return {};
  return { several: { ...several, pairs: several.pairs.filter(({ count }) => count >= fewestToName) } };
}

function redactStatistics(table: TableStatistics, columns: readonly ColumnStatistics[]): TableStatistics {
  const { slices, suspects, namedKey } = table;
  return {
    ...table,
    ...(namedKey === undefined ? {} : { namedKey: { ...namedKey, examples: [] } }),
    suspects: redactSuspects(suspects),
    ...(slices === undefined
      ? {}
      : {
          slices: {
            ...slices,
            entries: slices.entries.map((entry, index) => redactSlice(entry, index, columns)),
          },
        }),
  };
}

/** How many cells look wrong, and why: neither which nor what stands there. */
function redactSuspects(suspects: readonly Suspect[]): readonly Suspect[] {
  const counts = new Map<string, Suspect>();
  for (const { column, why, count } of suspects) {
    const key = `${why} ${column}`;
    const before = counts.get(key)?.count ?? 0;
    counts.set(key, { column, why, count: before + count, value: hidden, usual: null, rows: [] });
  }
  return [...counts.values()];
}

/** Median and most frequent value of a few rows are those of single ones. */
function redactSlice(slice: Slice, index: number, columns: readonly ColumnStatistics[]): Slice {
  const isRare = slice.rowCount < fewestToName;
  return {
    ...slice,
    value: isRare ? `(rare value ${index + 1})` : slice.value,
    columns: slice.columns.map((own) => {
      const named = columns.find(({ name }) => name === own.column)?.topValues ?? [];
      const isNamed = named.some(({ value }) => String(value) === String(own.topValue));
      const medianOf = own.count < fewestToName ? null : own.median;
      return { ...own, median: medianOf, topValue: isNamed && !isRare ? own.topValue : null };
    }),
  };
}

/** What kind of thing was found, where and how often, without what it quotes. */
function redactFinding({ code, severity, subject, evidence }: Finding, names: ReadonlySet<string>): Finding {
  const isOfColumns = names.has(subject) || subject.split(", ").every((name) => names.has(name));
  const where = isOfColumns ? subject : "table";
  const { count, rule, expected, method } = evidence;
  return {
    code,
    severity,
    subject: where,
    message: `${isOfColumns ? `"${where}"` : "The table"} is not by the rule (${count}): ${rule}.`,
    evidence: {
      observed: null,
      expected: typeof expected === "number" ? expected : null,
      count,
      rule,
      ...(method === undefined ? {} : { method }),
    },
  };
}
