/** Bytes of a file that are a file of their own, such as a member of an archive. */
export interface ByteRange {
  /** Where they begin, from 0. */
  readonly offset: number;
  readonly count: number;
}

/** One cell of a table that holds the bytes of a file. */
export interface TableCell {
  /** Its row, from 0. */
  readonly row: number;
  /** Its column; of a structure with its field: `audio.bytes`. */
  readonly column: string;
}

/** A stretch of a recording. */
export interface TimeRange {
  /** Where it begins, in seconds from the start of the recording. */
  readonly startSeconds: number;
  /** Where it ends; null at the end of the recording. */
  readonly endSeconds: number | null;
}

/** Where the media of an example is: a file, bytes within one, a cell of one, or a stretch of the recording in it. */
export interface MediaAddress {
  /** The file on disk. */
  readonly path: string;
  /** Null for the whole file. */
  readonly bytes: ByteRange | TableCell | null;
  /** Null for the whole recording. */
  readonly time: TimeRange | null;
}

/** A stretch as the fragment of an address, as in W3C Media Fragments: `#t=1.5,4.2`. */
export function timeFragment({ startSeconds, endSeconds }: TimeRange): string {
  return `#t=${startSeconds}${endSeconds === null ? "" : `,${endSeconds}`}`;
}

/** Whether bytes are those of a cell. */
export function isTableCell(bytes: MediaAddress["bytes"]): bytes is TableCell {
  return bytes !== null && "row" in bytes;
}

/**
 * An address as one text, which stands wherever a path does: `shard.tar#bytes=512+30044`, `shard.parquet#row=17&column=audio.bytes`,
 * `talk.flac#t=1.5,4.2`.
 */
export function addressText({ path, bytes, time }: MediaAddress): string {
  return path + bytesFragment(bytes) + (time === null ? "" : timeFragment(time));
}

function bytesFragment(bytes: MediaAddress["bytes"]): string {
  if (bytes === null) return "";
  if (isTableCell(bytes)) return `#row=${bytes.row}&column=${encodeURIComponent(bytes.column)}`;
  return `#bytes=${bytes.offset}+${bytes.count}`;
}

const pattern =
  /^(.*?)(?:#bytes=(\d+)\+(\d+)|#row=(\d+)&column=([^#&]*))?(?:#t=(\d+(?:\.\d+)?(?:e-?\d+)?)(?:,(\d+(?:\.\d+)?))?)?$/s;

/** The address that a text is; a path without a fragment is a whole file. */
export function parseAddress(text: string): MediaAddress {
  // Nearly all are: the pattern takes longer than opening a file.
  if (!text.includes("#")) return { path: text, bytes: null, time: null };
  const [, path = text, offset, count, row, column = "", start, end] = pattern.exec(text) ?? [];
  const range = offset === undefined ? null : { offset: Number(offset), count: Number(count) };
  return {
    path,
    bytes: row === undefined ? range : { row: Number(row), column: decodeURIComponent(column) },
    time:
      start === undefined
        ? null
        : { startSeconds: Number(start), endSeconds: end === undefined ? null : Number(end) },
  };
}
