import { basename, join } from "node:path";
import { extensionOf } from "../model/audio-extensions.ts";
import type { AttributeValue, Example } from "../model/example.ts";
import type { Finding, Severity } from "../model/finding.ts";
import { type TimeRange, timeFragment } from "../model/media-address.ts";
import { isMediaPath, type MediaKind } from "../model/media-kind.ts";
import type { LayoutListing } from "./layout-reader.ts";
import { listingFinding } from "./listing-finding.ts";
import { junkFinding, junkIn, otherFinding } from "./sort-files.ts";

/** What one row of a table, or one entry of a manifest, says of one example. */
export interface ListedRow {
  /** The table, as findings name it. */
  readonly table: string;
  /** Line of the table, from 1. */
  readonly line: number;
  /** The file as the table names it; empty when it names none. */
  readonly name: string;
  /** Its path relative to the dataset's root; null when it is missing. */
  readonly id: string | null;
  /** The stretch of the file that the row is about; left out for the whole. */
  readonly time?: TimeRange | null;
  /** None, one or several. */
  readonly labels: readonly string[];
  readonly split: string | null;
  readonly group: string | null;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

/** What the rows are joined with. */
export interface MediaFiles {
  /** The folder that ids start from, absolute. */
  readonly root: string;
  /** All files below it. */
  readonly files: readonly string[];
  readonly kind: MediaKind;
  /** How grave a missing file is; `error` when left out. */
  readonly missingSeverity?: Severity;
  /** Whether media may lie in folders of no listed file; `false` looks beside listed files alone. Default false. */
  readonly isWhole?: boolean;
  /** Whether it is worth saying that files were found in folders below the root: not where a layout has them there. Default false. */
  readonly saysWhere?: boolean;
}

/**
 * Joins rows with the files that are there: one example per file (or stretch of one) that a row names. Rows that repeat or contradict an
 * earlier one, rows without a file, and files without a row become findings; of rows for one file the first counts.
 */
export function joinRows(rows: readonly ListedRow[], media: MediaFiles): LayoutListing {
  const first = firstByFile(rows);
  const listed = new Set(first.flatMap((row) => row.id ?? []));
  return {
    examples: first.flatMap((row) =>
      row.id === null || findingOfStranger(row.id, media.kind) !== null
        ? []
        : [exampleOf(media.root, row.id, row)],
    ),
    findings: [
      ...first.filter((row) => row.id === null).map((row) => missingFinding(row, media)),
      ...strangers(first, media.kind),
      ...repeatFindings(rows),
      ...(media.saysWhere === true ? elsewhereFindings(first) : []),
      ...unlistedFindings(listed, media),
    ],
  };
}

/** A value as text, verbatim; null when there is nothing in it. */
export function textOf(value: unknown): string | null {
  if (value === undefined || value === null || typeof value === "object") return null;
  const text = String(value);
  return text.trim() === "" ? null : text;
}

/** The finding about one line of a table that cannot be used. */
export function lineFinding(code: string, table: string, line: number, reason: string): Finding {
  return listingFinding(code, `${table}:${line}`, {
    severity: "warning",
    message: `${table}, line ${line}: ${reason}.`,
    rule: "every line of the manifest can be read and has as many cells as its head",
    observed: reason,
  });
}

function firstByFile(rows: readonly ListedRow[]): ListedRow[] {
  const first = new Map<string, ListedRow>();
  for (const row of rows) {
    const key = keyOf(row);
    if (!first.has(key)) first.set(key, row);
  }
  return [...first.values()];
}

/** What makes two rows speak of one example. Rows without any name are each on their own. */
function keyOf(row: ListedRow): string {
  if (row.id === null)
    return row.name === "" ? `${row.table} line ${row.line}` : `missing ${idOf(row.name, row)}`;
  return idOf(row.id, row);
}

/** A file or a stretch of it. */
function idOf(path: string, { time }: ListedRow): string {
  return time === undefined || time === null ? path : path + timeFragment(time);
}

function exampleOf(root: string, file: string, row: ListedRow): Example {
  const id = idOf(file, row);
  const { labels, split, group, attributes } = row;
  return {
    id,
    path: idOf(join(root, file), row),
    label: labels[0] ?? null,
    ...(labels.length > 1 ? { labels } : {}),
    split,
    group,
    attributes,
  };
}

/** The finding about a listed file that is no media by its name; null for media and for names without extension. */
function findingOfStranger(id: string, kind: MediaKind): Finding | null {
  // A manifest may name a file in a hidden folder on purpose; only the file's own name can be junk.
  if (junkIn(basename(id)) !== null) return junkFinding(id);
  return isMediaPath(id, kind) || extensionOf(id) === "" ? null : otherFinding(id, kind);
}

function strangers(rows: readonly ListedRow[], kind: MediaKind): readonly Finding[] {
  const ids = new Set(rows.flatMap(({ id }) => id ?? []));
  return [...ids].flatMap((id) => findingOfStranger(id, kind) ?? []);
}

function missingFinding(row: ListedRow, { missingSeverity = "error" }: MediaFiles): Finding {
  const { name, table, line } = row;
  const what = name === "" ? "no file is named" : `${name} is not there`;
  return listingFinding("file-missing", name === "" ? `line ${line}` : idOf(name, row), {
    severity: missingSeverity,
    message: `Line ${line} of ${table}: ${what}.`,
    rule: "every file that the manifest names is in its folder or a folder below",
    observed: name,
  });
}

function repeatFindings(rows: readonly ListedRow[]): Finding[] {
  const byFile = new Map<string, ListedRow[]>();
  for (const row of rows) {
    if (row.id === null) continue;
    const same = byFile.get(idOf(row.id, row));
    if (same === undefined) byFile.set(idOf(row.id, row), [row]);
    else same.push(row);
  }
  return [...byFile].filter(([, same]) => same.length > 1).map(([id, same]) => repeatFinding(id, same));
}

function repeatFinding(id: string, rows: readonly ListedRow[]): Finding {
  const labels = [...new Set(rows.map((row) => [...row.labels].sort().join(" + ") || "(none)"))];
  const splits = [...new Set(rows.map(({ split }) => split ?? "(none)"))];
  const lines = rows.map((row) => row.line).join(", ");
  const fact = { observed: labels.join(" | "), expected: 1, count: rows.length };
  if (labels.length > 1) {
    return listingFinding("label-conflict", id, {
      ...fact,
      severity: "error",
      message: `${id} is labelled ${labels.join(" and ")} in lines ${lines}; the first counts.`,
      rule: "a file has one label",
    });
  }
  if (splits.length > 1) {
    return listingFinding("split-conflict", id, {
      ...fact,
      observed: splits.join(" | "),
      severity: "error",
      message: `${id} is listed in ${splits.join(" and ")}, in lines ${lines}; the first counts.`,
      rule: "a file is in one split",
    });
  }
  return listingFinding("row-repeated", id, {
    ...fact,
    severity: "warning",
    message: `${id} is listed ${rows.length} times, in lines ${lines}; it counts once.`,
    rule: "a file is listed once",
  });
}

/** Says so when files were found below the folder that the paths start from. */
function elsewhereFindings(rows: readonly ListedRow[]): Finding[] {
  const found = rows.filter((row) => row.id !== null);
  const counts = new Map<string, { count: number; table: string }>();
  for (const { id, name, table } of found) {
    const tail = name
      .trim()
      .replaceAll("\\", "/")
      .replace(/^(\.\/)+/, "")
      .normalize("NFC");
    if (id === null || tail === "" || !id.normalize("NFC").endsWith(`/${tail}`)) continue;
    const folder = id.normalize("NFC").slice(0, -tail.length);
    const before = counts.get(folder);
    counts.set(folder, { count: (before?.count ?? 0) + 1, table: before?.table ?? table });
  }
  return [...counts].map(([folder, { count, table }]) =>
    listingFinding("path-resolved", folder, {
      severity: "info",
      message: `${count} of the ${found.length} files that ${table} names were found under ${folder}.`,
      rule: "paths start from the manifest's folder",
      count,
    }),
  );
}

/** Media and junk that lies beside listed files without a row of its own. */
function unlistedFindings(listed: ReadonlySet<string>, media: MediaFiles): Finding[] {
  const { files, kind, isWhole = false } = media;
  const folders = new Set([...listed].map(folderOf));
  return files
    .filter((path) => !listed.has(path) && (isWhole || folders.has(folderOf(path))))
    .flatMap((path) =>
      junkIn(path) !== null ? [junkFinding(path)] : isMediaPath(path, kind) ? [unlistedFinding(path)] : [],
    );
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

/** The finding about media that no table names. */
export function unlistedFinding(path: string): Finding {
  return listingFinding("file-unlisted", path, {
    severity: "warning",
    message: `${path} lies beside listed files, but the manifest does not name it; it is left out.`,
    rule: "every media file beside listed ones is listed",
  });
}
