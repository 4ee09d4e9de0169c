import { snapshotSchemaVersion } from "../model/dataset-snapshot.ts";
import {
  type Check,
  count,
  dictionaryOf,
  exactly,
  first,
  flag,
  instant,
  listOf,
  nullable,
  number,
  reason,
  record,
  text,
} from "./value-checks.ts";

/** Columns of an example before its numbers and attributes, with what each holds, by what the files of the dataset hold. */
export function fixedColumnsOf(kind: unknown): Readonly<Record<string, Check>> {
  return kind === "image" ? { ...fixedColumns, pictureHash: nullable(text) } : fixedColumns;
}

const fixedColumns: Readonly<Record<string, Check>> = {
  id: text,
  label: nullable(text),
  split: nullable(text),
  group: nullable(text),
  contentSha: nullable(text),
  sizeBytes: count,
  format: nullable(text),
  problem: nullable(text),
};

const cell: Check = (value, path) =>
  value === null || ["string", "number", "boolean"].includes(typeof value)
    ? null
    : `${path}: not a text, number, true, false or null`;

const finding = record({ code: text, severity: severityText, subject: text, message: text, count });

const checkShape = record({
  schemaVersion: exactly(snapshotSchemaVersion),
  tool: record({ name: text, version: text }),
  name: text,
  dataset: text,
  source: text,
  options: dictionaryOf(cell),
  method: text,
  createdAt: instant,
  commit: nullable(text),
  isDirty: nullable(flag),
  numberNames: listOf(text),
  attributeNames: listOf(text),
  findings: listOf(finding),
  ledger: listOf(record({ acceptedAt: instant, commit: nullable(text), reason })),
});

/** What is wrong with parsed JSON that should be a stored dataset, as path and complaint; null when all is well. */
export function complaintAboutDataset(value: unknown): string | null {
  const complaint = checkShape(value, "");
  if (complaint !== null) return complaint;
  const stored = value as WithRows & { readonly kind?: unknown; readonly anchor?: unknown };
  if (stored.kind !== undefined && stored.kind !== "image" && stored.kind !== "audio")
    return "kind: neither audio nor image";
  const columns = fixedColumnsOf(stored.kind);
  const wrong = checkRows(stored, columns, "");
  if (wrong !== null || stored.anchor === undefined) return wrong;
  return checkAnchor(stored.anchor, "anchor") ?? checkRows(stored.anchor as WithRows, columns, "anchor.");
}

interface WithRows {
  readonly examples?: unknown;
  readonly numberNames: readonly string[];
  readonly attributeNames: readonly string[];
}

const checkAnchor = record({
  createdAt: instant,
  commit: nullable(text),
  numberNames: listOf(text),
  attributeNames: listOf(text),
});

function checkRows(
  { examples: rows, numberNames, attributeNames }: WithRows,
  columns: Readonly<Record<string, Check>>,
  at: string,
): string | null {
  if (!Array.isArray(rows)) return `${at}examples: not a list`;
  const checks = [
    ...Object.values(columns),
    ...numberNames.map(() => nullable(number)),
    ...attributeNames.map(() => cell),
  ];
  for (const [index, row] of rows.entries()) {
    const path = `${at}examples[${index}]`;
    if (!Array.isArray(row)) return `${path}: not a list`;
    if (row.length !== checks.length) return `${path}: ${row.length} values for ${checks.length} columns`;
    const complaint = first(checks.map((check, column) => check(row[column], `${path}[${column}]`)));
    if (complaint !== null) return complaint;
  }
  return null;
}

function severityText(value: unknown, path: string): string | null {
  return value === "info" || value === "warning" || value === "error" ? null : `${path}: not a severity`;
}
