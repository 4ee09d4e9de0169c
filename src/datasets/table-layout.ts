import { join } from "node:path";
import { readTable } from "../io/read-table.ts";
import type { Finding } from "../model/finding.ts";
import { mediaKindOf } from "../model/media-kind.ts";
import type { DatasetPlace } from "./dataset-place.ts";
import { joinRows, type ListedRow, lineFinding } from "./join-rows.ts";
import type { DatasetOptions, LayoutListing } from "./layout-reader.ts";
import { listedRow } from "./manifest.ts";
import type { ManifestColumns } from "./manifest-columns.ts";

/** A known table of a known dataset. */
export interface KnownTable {
  /** Path of the table below the place's root. */
  readonly path: string;
  /** The columns that mean something; those that were asked for go before. */
  readonly columns: ManifestColumns;
  readonly locate: (name: string, values: Readonly<Record<string, unknown>>) => string | null;
  /** The split of its rows, where no column says it. */
  readonly split?: string | null;
}

/** Rows of one known table, and what was wrong with its lines. */
export async function readKnownTable(
  { root }: DatasetPlace,
  table: KnownTable,
  options: DatasetOptions,
): Promise<{ readonly rows: readonly ListedRow[]; readonly findings: readonly Finding[] }> {
  const { rows, problems } = await readTable(join(root, table.path));
  const columns = chosenColumns(table.columns, options);
  return {
    rows: rows.map((row) => {
      const listed = listedRow(table.path, row, {
        columns,
        options,
        locate: (name) => table.locate(name, row.values),
      });
      return { ...listed, split: listed.split ?? table.split ?? null };
    }),
    findings: problems.map(({ code, line, reason }) => lineFinding(code, table.path, line, reason)),
  };
}

/** The columns of a known table, or those that were asked for. */
export function chosenColumns(columns: ManifestColumns, options: DatasetOptions): ManifestColumns {
  const { labelColumn, splitColumn, groupColumn } = options;
  return {
    ...columns,
    label: labelColumn ?? columns.label,
    split: splitColumn ?? columns.split,
    group: groupColumn ?? columns.group,
  };
}

/** The dataset of one known table whose media lie anywhere below the root. */
export async function listKnownTable(
  place: DatasetPlace,
  table: KnownTable,
  options: DatasetOptions,
): Promise<LayoutListing> {
  const { rows, findings } = await readKnownTable(place, table, options);
  const kind = mediaKindOf(rows.map(({ name }) => name));
  const joined = joinRows(rows, { ...place, kind, isWhole: true });
  return {
    examples: joined.examples,
    findings: [...findings, ...joined.findings],
    root: place.root,
    columns: chosenColumns(table.columns, options),
  };
}

/** Whether `columns` holds all of `wanted`. */
export function hasColumns(columns: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((name) => columns.includes(name));
}
