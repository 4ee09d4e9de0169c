import { basename, extname, join } from "node:path";
import { readTable, type TableRow, tableExtensions } from "../io/read-table.ts";
import { SoundingsError } from "../model/errors.ts";
import { parseAddress } from "../model/media-address.ts";
import { mediaKindOf } from "../model/media-kind.ts";
import type { DatasetPlace } from "./dataset-place.ts";
import { joinRows, type ListedRow, lineFinding, textOf } from "./join-rows.ts";
import type { DatasetOptions, LayoutListing, LayoutReader } from "./layout-reader.ts";
import { fileLocator } from "./locate-files.ts";
import { chooseColumns, type ManifestColumns } from "./manifest-columns.ts";
import { rootField, textsAt } from "./value-path.ts";

/** A CSV, TSV or JSONL file that names media and says what they are. */
export const manifestLayout: LayoutReader = {
  name: "manifest",
  summary: "a CSV, TSV or JSONL file with a column of paths",
  recognise: ({ file }) =>
    file !== null && tableExtensions.some((known) => known === extname(file).toLowerCase()),
  read: readManifest,
};

/** Reads a manifest: one example per file that it names and that is there. */
async function readManifest(place: DatasetPlace, options: DatasetOptions): Promise<LayoutListing> {
  const { root, file, files, given } = place;
  if (file === null) {
    throw new SoundingsError("usage", `${given} is a folder, and a manifest is a file.`, {
      hint: "Give the path of a CSV, TSV or JSONL file.",
    });
  }
  if (options.labelPattern !== undefined) {
    throw new SoundingsError("usage", "A label pattern is for folders; a manifest has a label column.", {
      hint: "Leave --label-pattern out, or give the folder of the audio files.",
    });
  }
  const table = await readTable(join(root, file));
  const columns = chooseColumns(table.columns, options, basename(file));
  const { locate } = fileLocator(root, files);
  const rows = table.rows.map((row) => listedRow(basename(file), row, { columns, locate, options }));
  const kind = mediaKindOf(rows.map(({ name }) => name));
  const { examples, findings } = joinRows(rows, { root, files, kind, saysWhere: true });
  const problems = table.problems.map(({ code, line, reason }) =>
    lineFinding(code, basename(file), line, reason),
  );
  return { examples, findings: [...problems, ...findings], columns };
}

/** How rows of one table are read. */
export interface RowReading {
  readonly columns: ManifestColumns;
  readonly locate: (name: string) => string | null;
  readonly options: Pick<DatasetOptions, "labelSeparator">;
}

/** What a row of a table says, by its columns. */
export function listedRow(
  table: string,
  { line, values }: TableRow,
  { columns, locate, options }: RowReading,
): ListedRow {
  const first = (column: string | null): string | null =>
    column === null ? null : (textsAt(values, column)[0] ?? null);
  const name = first(columns.path) ?? "";
  const roles = Object.values(columns).flatMap((column) => (column === null ? [] : rootField(column)));
  const whole = new Set(Object.values(columns));
  const others = Object.entries(values).filter(([column]) => !whole.has(column) && !roles.includes(column));
  return {
    table,
    line,
    ...placeOf(name, locate),
    labels: labelsIn(values, columns.label, options.labelSeparator),
    split: first(columns.split),
    group: first(columns.group),
    attributes: Object.fromEntries(others),
  };
}

/** Where the file is that a row names; a name may end in a stretch: `talk.flac#t=1.5,4.2`. */
function placeOf(
  name: string,
  locate: (name: string) => string | null,
): Pick<ListedRow, "name" | "id" | "time"> {
  const id = name === "" ? null : locate(name);
  const { path, time } = parseAddress(name);
  return id !== null || time === null ? { name, id } : { name: path, id: locate(path), time };
}

/** The labels of a row, each once: all items of a list, all parts of a text where a separator is given. */
export function labelsIn(
  values: Readonly<Record<string, unknown>>,
  column: string | null,
  separator: string | undefined,
): readonly string[] {
  if (column === null) return [];
  const texts = textsAt(values, column);
  if (separator === undefined) return [...new Set(texts)];
  return [
    ...new Set(texts.flatMap((text) => text.split(separator).flatMap((part) => textOf(part.trim()) ?? []))),
  ];
}
