import { type Example, labelsOf } from "../model/example.ts";
import { csvLine } from "./csv-line.ts";

/** One example of a manifest that is written. */
export interface ManifestRow extends Pick<Example, "label" | "labels" | "split" | "group" | "attributes"> {
  /** Path of its file as the manifest shall have it. */
  readonly path: string;
}

const roles = ["path", "label", "split", "group"];

/** A manifest as CSV (RFC 4180, LF): path, label, split, group, then every column that the examples came with. */
export function manifestCsv(rows: readonly ManifestRow[]): string {
  const columns = [...new Set(rows.flatMap(({ attributes }) => Object.keys(attributes)))]
    .filter((name) => !roles.includes(name.toLowerCase()))
    .sort();
  const lines = rows.map((row) => [
    row.path,
    labelCell(row),
    row.split,
    row.group,
    ...columns.map((name) => row.attributes[name] ?? null),
  ]);
  return [[...roles, ...columns], ...lines].map(csvLine).join("");
}

/** One label as it is, several as a JSON list, which reading takes apart again. */
function labelCell(row: ManifestRow): string | null {
  const labels = labelsOf(row);
  return labels.length > 1 ? JSON.stringify(labels) : (labels[0] ?? null);
}
