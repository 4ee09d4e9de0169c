import { basename, dirname, join } from "node:path";
import { listFiles } from "../io/list-files.ts";
import { readTable, type TableProblem, type TableRow } from "../io/read-table.ts";
import { extensionOf, isAudioPath } from "../model/audio-extensions.ts";
import type { AttributeValue, Example } from "../model/example.ts";
import type { Finding } from "../model/finding.ts";
import { listingFinding } from "./listing-finding.ts";
import { fileLocator } from "./locate-files.ts";
import { type ColumnChoice, chooseColumns, type ManifestColumns } from "./manifest-columns.ts";
import { junkFinding, junkIn, otherFinding } from "./sort-files.ts";

/** What a manifest lists, and what was wrong with it. */
export interface ManifestListing {
  readonly examples: readonly Example[];
  readonly findings: readonly Finding[];
}

/** A row whose file is known, or known to be missing. */
interface ListedRow {
  readonly line: number;
  /** As the manifest has it. */
  readonly name: string;
  /** Relative to the manifest's folder; null when the file is missing. */
  readonly id: string | null;
  readonly label: string | null;
  readonly values: TableRow["values"];
}

/**
 * Reads a manifest: one example per file that it names and that is there. Rows that repeat or contradict an
 * earlier one, rows without a file, and files without a row become findings; of rows for one file the first counts.
 */
export async function readManifest(path: string, choice: ColumnChoice): Promise<ManifestListing> {
  const table = await readTable(path);
  const root = dirname(path);
  const columns = chooseColumns(table.columns, choice, basename(path));
  const files = await listFiles(root);
  const { locate } = fileLocator(root, files);
  const rows = table.rows.map((row) => listedRow(row, columns, locate));
  const first = firstByFile(rows);
  const listed = new Set(first.flatMap((row) => row.id ?? []));
  const manifest = basename(path);
  return {
    examples: first.flatMap((row) =>
      row.id === null || findingOfStranger(row.id) !== null ? [] : [exampleOf(root, row.id, row, columns)],
    ),
    findings: [
      ...table.problems.map((problem) => tableFinding(manifest, problem)),
      ...first.filter((row) => row.id === null).map(missingFinding),
      ...first.flatMap((row) => (row.id === null ? [] : (findingOfStranger(row.id) ?? []))),
      ...repeatFindings(rows),
      ...elsewhereFindings(manifest, first),
      ...unlistedFindings(files, listed),
    ],
  };
}

function listedRow(
  { line, values }: TableRow,
  columns: ManifestColumns,
  locate: (name: string) => string | null,
): ListedRow {
  const name = textOf(values[columns.path]) ?? "";
  const label = columns.label === null ? null : textOf(values[columns.label]);
  return { line, name, id: name === "" ? null : locate(name), label, values };
}

/** A value as text, verbatim; null when there is nothing in it. */
function textOf(value: AttributeValue | undefined): string | null {
  if (value === undefined || value === null) return null;
  const text = String(value);
  return text.trim() === "" ? null : text;
}

function firstByFile(rows: readonly ListedRow[]): ListedRow[] {
  const first = new Map<string, ListedRow>();
  for (const row of rows) {
    const key = keyOf(row);
    if (!first.has(key)) first.set(key, row);
  }
  return [...first.values()];
}

/** What makes two rows speak of one file. Rows without any name are each on their own. */
function keyOf(row: ListedRow): string {
  return row.id ?? (row.name === "" ? `line ${row.line}` : `missing ${row.name}`);
}

function exampleOf(root: string, id: string, row: ListedRow, columns: ManifestColumns): Example {
  const roles = Object.values(columns);
  const others = Object.entries(row.values).filter(([name]) => !roles.includes(name));
  return {
    id,
    path: join(root, id),
    label: row.label,
    split: columns.split === null ? null : textOf(row.values[columns.split]),
    group: columns.group === null ? null : textOf(row.values[columns.group]),
    attributes: Object.fromEntries(others),
  };
}

/** The finding about a listed file that is no audio by its name; null for audio and for names without extension. */
function findingOfStranger(id: string): Finding | null {
  // A manifest may name a file in a hidden folder on purpose; only the file's own name can be junk.
  if (junkIn(basename(id)) !== null) return junkFinding(id);
  return isAudioPath(id) || extensionOf(id) === "" ? null : otherFinding(id);
}

function tableFinding(manifest: string, { code, line, reason }: TableProblem): Finding {
  return listingFinding(code, `${manifest}:${line}`, {
    severity: "warning",
    message: `${manifest}, line ${line}: ${reason}.`,
    rule: "every line of the manifest can be read and has as many cells as its head",
    observed: reason,
  });
}

function missingFinding({ name, line }: ListedRow): Finding {
  const what = name === "" ? "no file is named" : `${name} is not there`;
  return listingFinding("file-missing", name === "" ? `line ${line}` : name, {
    severity: "error",
    message: `Line ${line} of the manifest: ${what}.`,
    rule: "every file that the manifest names is in its folder or a folder below",
    observed: name,
  });
}

function repeatFindings(rows: readonly ListedRow[]): Finding[] {
  const byFile = new Map<string, ListedRow[]>();
  for (const row of rows) {
    if (row.id !== null) byFile.set(row.id, [...(byFile.get(row.id) ?? []), row]);
  }
  return [...byFile].filter(([, same]) => same.length > 1).map(([id, same]) => repeatFinding(id, same));
}

function repeatFinding(id: string, rows: readonly ListedRow[]): Finding {
  const labels = [...new Set(rows.map((row) => row.label ?? "(none)"))];
  const lines = rows.map((row) => row.line).join(", ");
  const fact = { observed: labels.join(" | "), expected: 1, count: rows.length };
  return labels.length > 1
    ? listingFinding("label-conflict", id, {
        ...fact,
        severity: "error",
        message: `${id} is labelled ${labels.join(" and ")} in lines ${lines}; the first counts.`,
        rule: "a file has one label",
      })
    : listingFinding("row-repeated", id, {
        ...fact,
        severity: "warning",
        message: `${id} is listed ${rows.length} times, in lines ${lines}; it counts once.`,
        rule: "a file is listed once",
      });
}

/** Says so when files were found below the folder that the paths start from. */
function elsewhereFindings(manifest: string, rows: readonly ListedRow[]): Finding[] {
  const found = rows.filter((row) => row.id !== null);
  const counts = new Map<string, number>();
  for (const { id, name } of found) {
    const tail = name
      .trim()
      .replaceAll("\\", "/")
      .replace(/^(\.\/)+/, "")
      .normalize("NFC");
    if (id === null || !id.normalize("NFC").endsWith(`/${tail}`)) continue;
    const folder = id.normalize("NFC").slice(0, -tail.length);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts].map(([folder, count]) =>
    listingFinding("path-resolved", folder, {
      severity: "info",
      message: `${count} of the ${found.length} files that ${manifest} names were found under ${folder}.`,
      rule: "paths start from the manifest's folder",
      count,
    }),
  );
}

/** Audio and junk that lies beside listed files without a row of its own. */
function unlistedFindings(files: readonly string[], listed: ReadonlySet<string>): Finding[] {
  const folders = new Set([...listed].map((id) => id.slice(0, id.lastIndexOf("/") + 1)));
  return files
    .filter((path) => !listed.has(path) && folders.has(path.slice(0, path.lastIndexOf("/") + 1)))
    .flatMap((path) =>
      junkIn(path) !== null ? [junkFinding(path)] : isAudioPath(path) ? [unlisted(path)] : [],
    );
}

function unlisted(path: string): Finding {
  return listingFinding("file-unlisted", path, {
    severity: "warning",
    message: `${path} lies beside listed files, but the manifest does not name it; it is left out.`,
    rule: "every audio file beside listed ones is listed",
  });
}
