import { basename, extname } from "node:path";
import { tableExtensions } from "../io/read-table.ts";
import type { Dataset, RoleColumns } from "../model/dataset.ts";
import { SoundingsError } from "../model/errors.ts";
import { mediaKindOf } from "../model/media-kind.ts";
import { boundFindings } from "./bound-findings.ts";
import { type DatasetPlace, openPlace } from "./dataset-place.ts";
import type { DatasetOptions, LayoutListing, LayoutReader } from "./layout-reader.ts";
import { readerOf, recogniseLayout } from "./layouts.ts";

export type { DatasetOptions } from "./layout-reader.ts";

/**
 * Opens the dataset at `path`, a folder or a file, by the layout that is named or that it looks like. Throws `usage` when there is no such
 * thing or no media in it.
 */
export async function openDataset(path: string, options: DatasetOptions = {}): Promise<Dataset> {
  const place = await openPlace(path);
  const reader = await chooseReader(place, options);
  const listing = await reader.read(place, options);
  if (listing.examples.length === 0) throw nothingThere(place, reader, listing);
  const { examples, findings, root, columns } = listing;
  return {
    name: place.file === null ? basename(place.root) : nameOfFile(place),
    source: path,
    layout: reader.name,
    kind: listing.kind ?? mediaKindOf(examples.map(({ id }) => id)),
    ...(columns === undefined ? {} : { columns: rolesOf(columns) }),
    ...(root === undefined || root === place.root ? {} : { root }),
    examples: [...examples].sort((a, b) => compare(a.id, b.id)),
    ...(place.file === null ? {} : { listedIds: examples.map(({ id }) => id) }),
    findings: [...boundFindings(findings)].sort(
      (a, b) => compare(a.code, b.code) || compare(a.subject, b.subject),
    ),
  };
}

function rolesOf({ label = null, split = null, group = null }: RoleColumns): RoleColumns {
  return { label, split, group };
}

async function chooseReader(place: DatasetPlace, options: DatasetOptions): Promise<LayoutReader> {
  if (options.layout !== undefined) return readerOf(options.layout);
  if (options.labelPattern !== undefined)
    return readerOf(place.file === null ? "file-name-pattern" : "manifest");
  const { pathColumn, labelColumn, splitColumn, groupColumn } = options;
  const column = [pathColumn, labelColumn, splitColumn, groupColumn].find(Boolean);
  const reader = await recogniseLayout(place);
  if (reader === null) throw notADataset(place);
  const isPlainFolder = reader.name === "folder-per-label" || reader.name === "flat-folder";
  if (column === undefined) return reader;
  if (isPlainFolder) {
    throw new SoundingsError(
      "usage",
      `The column "${column}" needs a manifest; ${place.given} is a folder.`,
      {
        hint: manifestHint(place) ?? "Give the path of a CSV, TSV or JSONL file.",
      },
    );
  }
  if (reader.name === "parquet") return reader;
  // Who names the path's column of a table says that its usual one is not meant.
  return pathColumn !== undefined && place.file !== null ? readerOf("manifest") : reader;
}

/** A manifest's own name where it has one, else that of its folder: `esc10/labels.csv` is esc10. */
function nameOfFile({ root, file }: DatasetPlace): string {
  const path = file ?? "";
  const stem = basename(path, extname(path)).replace(/\.jsonl$/i, "");
  const saysNothing =
    /^(labels?|metadata|meta|manifest|index|data|files|dataset|annotations?|cuts|wav)$/i.test(stem);
  return saysNothing ? basename(root) : stem;
}

function notADataset({ given }: DatasetPlace): SoundingsError {
  return new SoundingsError("usage", `${given} is neither a folder nor a manifest.`, {
    hint: `A manifest ends in ${tableExtensions.join(", ")}; for audio files give their folder.`,
  });
}

function nothingThere(
  place: DatasetPlace,
  reader: LayoutReader,
  { findings }: LayoutListing,
): SoundingsError {
  const named = findings.find(({ code }) => code === "file-missing")?.subject;
  return new SoundingsError("usage", `None of the files that ${place.given} names is there.`, {
    hint:
      named === undefined
        ? `As ${reader.name} it lists nothing.`
        : `It names files like ${named}; paths start from its folder. To look at the table alone, give --table.`,
  });
}

function manifestHint({ given, files }: DatasetPlace): string | null {
  const tables = files.filter((file) =>
    tableExtensions.some((known) => known === extname(file).toLowerCase()),
  );
  if (tables.length === 0) return null;
  return `Tables are there: ${tables
    .slice(0, 5)
    .map((table) => `${given.replace(/\/+$/, "")}/${table}`)
    .join(", ")}.`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
