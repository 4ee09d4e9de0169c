import { stat } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { usualPathColumn } from "../datasets/manifest-columns.ts";
import { openDataset } from "../datasets/open-dataset.ts";
import { hashFile } from "../io/hash-file.ts";
import { readFirstRows } from "../io/tables/read-first-rows.ts";
import { isGlob, tableFormatOf } from "../io/tables/table-files.ts";
import { extensionOf } from "../model/audio-extensions.ts";
import type { ColumnStatistics } from "../model/column-statistics.ts";
import type { CroissantPlace, DescribedFiles, DescribedTable } from "../model/croissant-place.ts";
import type { Dataset, Layout } from "../model/dataset.ts";
import type { DatasetReport } from "../model/dataset-statistics.ts";
import { SoundingsError } from "../model/errors.ts";
import { labelsOf } from "../model/example.ts";
import type { FileReport } from "../model/image-report.ts";
import { isTableCell, parseAddress } from "../model/media-address.ts";
import type { TableReport } from "../model/table-report.ts";

/** Media types of tables by their formats. */
const tableTypes = {
  delimited: "text/csv",
  tabbed: "text/tab-separated-values",
  "json-lines": "application/jsonlines",
  json: "application/json",
  parquet: "application/x-parquet",
  arrow: "application/vnd.apache.arrow.file",
} as const;

/**
 * Where the data of a report are: the files are listed again as the run listed them, and a table is hashed.
 * @throws SoundingsError ("usage") when they are not where the report says
 */
export async function describePlace(report: FileReport | TableReport): Promise<CroissantPlace> {
  const { source, options } = report;
  if ("table" in report) {
    const { labelColumn, splitColumn, groupColumn } = options as Readonly<Record<string, string | null>>;
    const roles = { label: labelColumn ?? null, split: splitColumn ?? null, group: groupColumn ?? null };
    return { table: isGlob(source) ? null : await tableAt(source, report.columns, roles), files: null };
  }
  const dataset = await openDataset(source, choicesOf(options));
  const files = filesOf(dataset, report.columns ?? []);
  if (tableFormatOf(source) === null || files.kind === "parquet" || !(await isFile(source)))
    return { table: null, files };
  const names = (await readFirstRows(source, 1))?.columns ?? [];
  const byName = new Map((report.columns ?? []).map((column) => [column.name, column]));
  const columns = names.map((name) => ({ name, type: byName.get(name)?.type ?? ("text" as const) }));
  const asked = options["pathColumn"];
  const path = typeof asked === "string" ? asked : usualPathColumn(names);
  return { table: await tableAt(source, columns, { ...dataset.columns, path }), files };
}

function choicesOf(options: DatasetReport["options"]) {
  const text = (name: string): string | undefined => {
    const value = options[name];
    return typeof value === "string" ? value : undefined;
  };
  const layout = text("layout") as Layout | undefined;
  return {
    ...(layout === undefined ? {} : { layout }),
    labelPattern: text("labelPattern"),
    labelColumn: text("labelColumn"),
    labelSeparator: text("labelSeparator"),
    pathColumn: text("pathColumn"),
    splitColumn: text("splitColumn"),
    groupColumn: text("groupColumn"),
  };
}

async function tableAt(
  path: string,
  columns: DescribedTable["columns"],
  roles: DescribedTable["roles"],
): Promise<DescribedTable> {
  const sha256 = hashFile(path);
  if (sha256 === null) {
    throw new SoundingsError("usage", `${path} is not there, which the report is about`, {
      hint: "run the command in the folder where profile dataset was run: the hash of the file is part of a description",
    });
  }
  const format = tableFormatOf(path);
  return {
    name: basename(path),
    encodingFormat: format === null ? "application/octet-stream" : tableTypes[format],
    sizeBytes: (await stat(path)).size,
    sha256,
    columns: columns.map(({ name, type }) => ({ name, type })),
    roles,
  };
}

function filesOf(
  { kind: media = "audio", examples, columns: roles = {} }: Dataset,
  columns: readonly Pick<ColumnStatistics, "name" | "type">[],
): DescribedFiles {
  const cells = examples.flatMap(({ path }) => {
    const { bytes } = parseAddress(path);
    return isTableCell(bytes) ? [bytes.column] : [];
  });
  const mediaColumn = cells[0]?.replace(/\.bytes$/, "") ?? null;
  const isTar = examples.some(({ path }) => /\.tar$/i.test(parseAddress(path).path));
  const isLabelFolder = examples.every(
    (example) => labelsOf(example).length === 1 && folderOf(example.path) === example.label,
  );
  return {
    kind: mediaColumn !== null ? "parquet" : isTar ? "tar" : "files",
    media,
    endings:
      mediaColumn === null
        ? [...new Set(examples.map(({ id }) => extensionOf(id)))].filter(Boolean).sort()
        : [],
    mediaColumn,
    columns: mediaColumn === null ? [] : [{ name: mediaColumn, type: "nested" }, ...columns],
    roles,
    isLabelFolder,
  };
}

function folderOf(address: string): string {
  return basename(dirname(resolve(parseAddress(address).path)));
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
