import { join } from "node:path";
import {
  openShard,
  type ParquetShard,
  rowsWithoutBytes,
  type ShardRow,
  shardRows,
} from "../io/tables/parquet-shard.ts";
import { messageOf, SoundingsError } from "../model/errors.ts";
import type { Example } from "../model/example.ts";
import type { Finding } from "../model/finding.ts";
import { addressText } from "../model/media-address.ts";
import { isMediaPath, type MediaKind } from "../model/media-kind.ts";
import { candidates, type DatasetPlace } from "./dataset-place.ts";
import { unlistedFinding } from "./join-rows.ts";
import type { DatasetOptions, LayoutReader } from "./layout-reader.ts";
import { listingFinding } from "./listing-finding.ts";
import { fileLocator } from "./locate-files.ts";
import { labelsIn } from "./manifest.ts";
import { chooseColumns, type ManifestColumns } from "./manifest-columns.ts";

import { classColumns, featuresOf, withNames } from "./parquet-features.ts";
import { bytesColumns, type MediaColumn, mayHoldMedia, mediaColumnOf } from "./parquet-media.ts";
import { missingShards, splitOfShard } from "./shard-names.ts";
import { attributesOf, textsAt } from "./value-path.ts";

/** Parquet shards whose rows hold recordings or pictures beside what is known of them. They are read in place, a few rows at a time. */
export const parquetLayout: LayoutReader = {
  name: "parquet",
  summary:
    "Parquet shards with a column of recordings or images ({bytes, path} as Hugging Face stores them, or plain bytes); read in place, never unpacked",
  recognise: async (place) => {
    const shards = shardsOf(place);
    const [first] = shards.filter((shard) => mayHoldMedia(join(place.root, shard)));
    if (first === undefined) return false;
    const opened = await openOne(place, first, undefined);
    if (opened.kind !== "open") return false;
    // A folder of recordings may hold tables of a few.
    const fileCount = looseFiles(place, opened.media.kind).length;
    return fileCount === 0 || fileCount < opened.shard.rowCount * shards.length;
  },
  read: async (place, options) => {
    const shards = shardsOf(place);
    const findings: Finding[] = [...(place.file === null ? missingShards(shards) : [])];
    const examples: Example[] = [];
    let columns: ManifestColumns | undefined;
    let kind: MediaKind = "audio";
    for (const name of shards) {
      const opened = await openOne(place, name, options.pathColumn);
      if (opened.kind === "closed") {
        findings.push(opened.finding);
        continue;
      }
      if (columns === undefined) kind = opened.media.kind;
      columns ??= columnsIn(opened, options);
      const listed = await listShard(place, opened, { columns, options });
      examples.push(...listed.examples);
      findings.push(...listed.findings);
    }
    if (columns === undefined) throw noAudio(place, findings);
    const named = new Set(examples.map(({ path }) => path));
    const unlisted = looseFiles(place, kind).filter((path) => !named.has(join(place.root, path)));
    return { examples, findings: [...findings, ...unlisted.map(unlistedFinding)], columns, kind };
  },
};

/** Media that lie beside the shards. */
function looseFiles({ file, files }: DatasetPlace, kind: MediaKind): readonly string[] {
  return file === null ? files.filter((path) => isMediaPath(path, kind)) : [];
}

function shardsOf(place: DatasetPlace): readonly string[] {
  return candidates(place, /\.(parquet|pq)$/i);
}

/** A shard with media in it, or why it is none. */
type OpenedShard =
  | {
      readonly kind: "open";
      readonly name: string;
      readonly shard: ParquetShard;
      readonly media: MediaColumn;
    }
  | { readonly kind: "closed"; readonly finding: Finding };

async function openOne(
  { root }: DatasetPlace,
  name: string,
  asked: string | undefined,
): Promise<OpenedShard> {
  const path = join(root, name);
  try {
    const shard = await openShard(path);
    const media = await mediaColumnOf(path, shard, asked);
    if (media !== null) return { kind: "open", name, shard, media };
    return { kind: "closed", finding: silentFinding(name, asked) };
  } catch (thrown) {
    if (thrown instanceof SoundingsError) throw thrown;
    return { kind: "closed", finding: damagedFinding(name, reasonOf(thrown)) };
  }
}

/** What the engine says, without the query that it says it of. */
function reasonOf(thrown: unknown): string {
  return messageOf(thrown)
    .replace(/ LINE \d+:.*$/s, "")
    .slice(0, 200);
}

/** What means what among the columns; of columns whose classes have names a single one is the label. */
function columnsIn(
  { name, shard, media }: OpenedShard & { readonly kind: "open" },
  options: DatasetOptions,
): ManifestColumns {
  const names = shard.columns.map((column) => column.name);
  const chosen = chooseColumns(names, { ...options, pathColumn: media.column }, name);
  const [only, ...others] = classColumns(featuresOf(shard));
  const isFree = only !== undefined && others.length === 0 && ![chosen.split, chosen.group].includes(only);
  return chosen.label === null && isFree ? { ...chosen, label: only } : chosen;
}

/** How the rows of a shard are read. */
interface RowReading {
  readonly columns: ManifestColumns;
  readonly options: DatasetOptions;
}

async function listShard(
  place: DatasetPlace,
  { name: shardName, shard, media }: OpenedShard & { readonly kind: "open" },
  { columns, options }: RowReading,
): Promise<{ readonly examples: readonly Example[]; readonly findings: readonly Finding[] }> {
  const path = join(place.root, shardName);
  const without = bytesColumns(shard).map(({ column }) => column);
  const rows = await shardRows(path, shard, { name: media.name, without });
  const empty = await rowsWithoutBytes(path, media);
  const { locate } = fileLocator(place.root, place.files);
  const [features, ids] = [featuresOf(shard), idsOf(shardName, rows)];
  const examples: Example[] = [];
  const findings: Finding[] = [];
  for (const [index, { row, name, values }] of rows.entries()) {
    const said = Object.fromEntries(
      Object.entries(values).map(([column, value]) => [column, withNames(value, features[column])]),
    );
    // Written with paths alone, a row means a file on the disk.
    const file = empty.has(row) && name !== null ? locate(name) : null;
    if (empty.has(row) && file === null) {
      findings.push(emptyFinding(ids[index]!, { shardName, row, name }));
      continue;
    }
    const cell = addressText({ path, bytes: { row, column: media.bytes.join(".") }, time: null });
    const labels = labelsIn(said, columns.label, options.labelSeparator);
    examples.push({
      id: ids[index]!,
      path: file === null ? cell : join(place.root, file),
      label: labels[0] ?? null,
      ...(labels.length > 1 ? { labels } : {}),
      split: firstText(said, columns.split) ?? splitOfShard(shardName),
      group: firstText(said, columns.group),
      attributes: attributesOf(said),
    });
  }
  return { examples, findings };
}

function firstText(said: Readonly<Record<string, unknown>>, column: string | null): string | null {
  return column === null ? null : (textsAt(said, column)[0] ?? null);
}

/** The shard and the name of each row's file; with the row's number where that is not enough. */
function idsOf(shard: string, rows: readonly ShardRow[]): readonly string[] {
  const names = rows.map(({ name }) => (name === null ? null : relativeName(name)));
  const counts = new Map<string | null, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return names.map((name, index) => {
    const row = `row-${rows[index]!.row}`;
    if (name === null) return `${shard}/${row}`;
    return counts.get(name) === 1 ? `${shard}/${name}` : `${shard}/${row}/${name}`;
  });
}

/** A name below the shard, wherever its file was once. */
function relativeName(name: string): string {
  return name
    .split(/[\\/]/)
    .filter((step) => !["", ".", ".."].includes(step))
    .join("/");
}

function noAudio({ given }: DatasetPlace, findings: readonly Finding[]): SoundingsError {
  const trouble = findings.find(({ code }) => code === "shard-damaged" || code === "shard-silent")?.message;
  return new SoundingsError("usage", `${given} has no Parquet shard with recordings or images in it.`, {
    hint:
      trouble ??
      "Its column is a structure of bytes and path, or plain bytes; --path-column names it. As a table it is read with --table.",
  });
}

function damagedFinding(shard: string, trouble: string): Finding {
  return listingFinding("shard-damaged", shard, {
    severity: "error",
    message: `${shard} cannot be read: ${trouble}; it is left out.`,
    rule: "every header of a shard is whole, and the shard ends with its end mark",
    observed: trouble,
  });
}

function silentFinding(shard: string, asked: string | undefined): Finding {
  const what =
    asked === undefined
      ? "no column holds recordings or images"
      : `no column "${asked}" holds recordings or images`;
  return listingFinding("shard-silent", shard, {
    severity: "warning",
    message: `In ${shard} ${what}; it is left out.`,
    rule: "every Parquet file beside shards with recordings has their column too",
  });
}

function emptyFinding(
  id: string,
  {
    shardName,
    row,
    name,
  }: { readonly shardName: string; readonly row: number; readonly name: string | null },
): Finding {
  const file = name === null ? "" : `, and ${name} is not there`;
  return listingFinding("file-missing", id, {
    severity: "error",
    message: `Row ${row} of ${shardName} holds no bytes${file}.`,
    rule: "every row of a shard holds the bytes of a recording, or the path of one that is there",
    observed: name ?? "",
  });
}
