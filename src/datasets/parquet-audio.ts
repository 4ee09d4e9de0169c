import { sniffContainer } from "../io/sniff-container.ts";
import {
  type BytesColumn,
  firstCells,
  type ParquetColumn,
  type ParquetShard,
  readShardEnd,
} from "../io/tables/parquet-shard.ts";
import { featuresOf } from "./parquet-features.ts";

/** The column of a Parquet file that holds recordings. */
export interface AudioColumn extends BytesColumn {
  /** The column as a whole. */
  readonly column: string;
}

/** Rows whose bytes are looked at: one recording among them is enough. */
const lookedRows = 8;

/** Names that columns of recordings and their fields have: a file with none of them is not looked at further. */
const likelyNames =
  /bytes|audio|wav|flac|mp3|ogg|opus|sound|recording|clip|speech|voice|music|content|binary|blob/i;

/** Whether the end of a file names a column that may hold recordings. Costs no engine. */
export function mayHoldAudio(path: string): boolean {
  return likelyNames.test(readShardEnd(path));
}

/** The columns of one file that may hold recordings: bytes, alone or with their path as Hugging Face stores them. */
export function bytesColumns({ columns }: ParquetShard): readonly AudioColumn[] {
  return columns.flatMap((column) => bytesColumnOf(column) ?? []);
}

function bytesColumnOf({ name, type }: ParquetColumn): AudioColumn | null {
  if (type === "BLOB") return { column: name, bytes: [name], name: null };
  const isPair = /^STRUCT\(/.test(type) && /[("\s]bytes"? BLOB\b/.test(type);
  if (!isPair) return null;
  return {
    column: name,
    bytes: [name, "bytes"],
    name: /[("\s]path"? VARCHAR/.test(type) ? [name, "path"] : null,
  };
}

/** The column of recordings of the shard at `path`: the one that is asked for, or the first in which some are. Null where there is none. */
export async function audioColumnOf(
  path: string,
  shard: ParquetShard,
  asked: string | undefined,
): Promise<AudioColumn | null> {
  const candidates = bytesColumns(shard);
  if (asked !== undefined) return candidates.find(({ column }) => column === asked) ?? null;
  const features = featuresOf(shard);
  for (const candidate of candidates) {
    const feature = features[candidate.column];
    const isSaid = feature !== undefined && "_type" in feature && feature["_type"] === "Audio";
    if (isSaid || (await holdsAudio(path, candidate))) return candidate;
  }
  return null;
}

async function holdsAudio(path: string, column: AudioColumn): Promise<boolean> {
  const cells = await firstCells(path, column, lookedRows);
  return cells.some((bytes) => sniffContainer(bytes).kind === "audio");
}
