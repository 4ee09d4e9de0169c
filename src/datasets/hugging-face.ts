import { join } from "node:path";
import { readTable } from "../io/read-table.ts";
import { SoundingsError } from "../model/errors.ts";
import type { Finding } from "../model/finding.ts";
import { mediaKindOf } from "../model/media-kind.ts";
import { candidates, columnsOf, type DatasetPlace, firstObject } from "./dataset-place.ts";
import { folderRoles } from "./folder-per-label.ts";
import { joinRows, type ListedRow, lineFinding } from "./join-rows.ts";
import type { DatasetOptions, LayoutReader } from "./layout-reader.ts";
import { listedRow } from "./manifest.ts";
import { chooseColumns } from "./manifest-columns.ts";

/** Hugging Face audiofolder and imagefolder: `metadata.csv` or `.jsonl` beside the media, one in all or one per split. */
export const huggingFaceLayout: LayoutReader = {
  name: "huggingface",
  summary:
    "audiofolder or imagefolder: metadata.csv or metadata.jsonl (file_name, ...) beside the media or in each split's folder",
  recognise: (place) => place.file === null && tablesOf(place).length > 0,
  read: async (place, options) => {
    const tables = tablesOf(place);
    if (tables.length === 0) {
      throw new SoundingsError("usage", `${place.given} has no metadata with a column file_name.`, {
        hint: "Without metadata an audiofolder is a folder per label: leave --layout out.",
      });
    }
    const read = await Promise.all(tables.map((table) => readMetadata(place, table, options)));
    const rows = read.flatMap((one) => one.rows);
    const kind = mediaKindOf([...rows.map(({ name }) => name), ...place.files]);
    const joined = joinRows(rows, { ...place, kind, isWhole: true });
    return {
      examples: joined.examples,
      findings: [...read.flatMap(({ findings }) => findings), ...joined.findings],
    };
  },
};

function tablesOf(place: DatasetPlace): readonly string[] {
  return candidates(place, /(^|\/)metadata\.(csv|tsv|jsonl)$/i).filter(
    (path) => pathColumnOf(place, path) !== null,
  );
}

/** `file_name`, or the one column that ends so. */
function pathColumnOf(place: DatasetPlace, path: string): string | null {
  const columns = /\.jsonl$/i.test(path)
    ? Object.keys(firstObject(place, path) ?? {})
    : columnsOf(place, path);
  return (
    columns.find((name) => name === "file_name") ??
    columns.find((name) => name.endsWith("_file_name")) ??
    null
  );
}

async function readMetadata(
  place: DatasetPlace,
  table: string,
  options: DatasetOptions,
): Promise<{ readonly rows: readonly ListedRow[]; readonly findings: readonly Finding[] }> {
  const { columns: names, rows, problems } = await readTable(join(place.root, table));
  const pathColumn = options.pathColumn ?? pathColumnOf(place, table) ?? undefined;
  const columns = chooseColumns(names, { ...options, pathColumn }, table);
  const folder = table.slice(0, table.lastIndexOf("/") + 1);
  const known = new Set(place.files);
  const locate = (name: string): string | null => {
    const path = join(folder, name.trim().replaceAll("\\", "/")).replaceAll("\\", "/");
    return known.has(path) ? path : null;
  };
  const listed = rows.map((row) => listedRow(table, row, { columns, locate, options }));
  const splitOf = splitByFolder(listed);
  return {
    rows: listed.map((row) => ({ ...row, name: folder + row.name, split: row.split ?? splitOf(row) })),
    findings: problems.map(({ code, line, reason }) => lineFinding(code, table, line, reason)),
  };
}

/** The split that a folder's name says, where all folders of that level are named so. */
function splitByFolder(rows: readonly ListedRow[]): (row: ListedRow) => string | null {
  const paths = rows.flatMap(({ id }) => id ?? []);
  const { splitDepth } = folderRoles(paths);
  return ({ id }) => (id === null || splitDepth === null ? null : (id.split("/")[splitDepth] ?? null));
}
