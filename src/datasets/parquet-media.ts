import { sniffImage } from "../io/images/sniff-image.ts";
import { sniffContainer } from "../io/sniff-container.ts";
import {
  type BytesColumn,
  firstCells,
  type ParquetColumn,
  type ParquetShard,
  readShardEnd,
} from "../io/tables/parquet-shard.ts";
import type { MediaKind } from "../model/media-kind.ts";
import { featuresOf } from "./parquet-features.ts";

/** A column of a Parquet file that may hold media. */
export interface CellColumn extends BytesColumn {
  /** The column as a whole. */
  readonly column: string;
}

/** The column that does. */
export interface MediaColumn extends CellColumn {
  readonly kind: MediaKind;
}

/** Rows whose bytes are looked at: one recording or picture among them is enough. */
const lookedRows = 8;

/** Names that columns of media and their fields have: a file with none of them is not looked at further. */
const likelyNames =
  /bytes|audio|wav|flac|mp3|ogg|opus|sound|recording|clip|speech|voice|music|image|img|picture|photo|jpe?g|png|pixel|content|binary|blob/i;

/** Whether the end of a file names a column that may hold media. Costs no engine. */
export function mayHoldMedia(path: string): boolean {
  return likelyNames.test(readShardEnd(path));
}

/** The columns of one file that may hold media: bytes, alone or with their path as Hugging Face stores them. */
export function bytesColumns({ columns }: ParquetShard): readonly CellColumn[] {
  return columns.flatMap((column) => bytesColumnOf(column) ?? []);
}

function bytesColumnOf({ name, type }: ParquetColumn): CellColumn | null {
  if (type === "BLOB") return { column: name, bytes: [name], name: null };
  const isPair = /^STRUCT\(/.test(type) && /[("\s]bytes"? BLOB\b/.test(type);
  if (!isPair) return null;
  return {
    column: name,
    bytes: [name, "bytes"],
    name: /[("\s]path"? VARCHAR/.test(type) ? [name, "path"] : null,
  };
}

/** The column of media of the shard at `path`: the one that is asked for, or the first in which some are. Null where there is none. */
export async function mediaColumnOf(
  path: string,
  shard: ParquetShard,
  asked: string | undefined,
): Promise<MediaColumn | null> {
  const candidates = bytesColumns(shard);
  const features = featuresOf(shard);
  for (const candidate of candidates) {
    if (asked !== undefined && candidate.column !== asked) continue;
    const feature = features[candidate.column];
    const said = feature !== undefined && "_type" in feature ? feature["_type"] : null;
    const kind = said === "Audio" ? "audio" : said === "Image" ? "image" : await kindOfCells(path, candidate);
    if (kind !== null) return { ...candidate, kind };
    // Whose cells nobody can tell are taken for what most are.
    if (asked !== undefined) return { ...candidate, kind: "audio" };
  }
  return null;
}

async function kindOfCells(path: string, column: CellColumn): Promise<MediaKind | null> {
  const cells = await firstCells(path, column, lookedRows);
  if (cells.some((bytes) => sniffContainer(bytes).kind === "audio")) return "audio";
  return cells.some((bytes) => sniffImage(Buffer.from(bytes)).header !== null) ? "image" : null;
}
