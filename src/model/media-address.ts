/** Bytes of a file that are a file of their own, such as a member of an archive. */
export interface ByteRange {
  /** Where they begin, from 0. */
  readonly offset: number;
  readonly count: number;
}

/** A stretch of a recording. */
export interface TimeRange {
  /** Where it begins, in seconds from the start of the recording. */
  readonly startSeconds: number;
  /** Where it ends; null at the end of the recording. */
  readonly endSeconds: number | null;
}

/** Where the media of an example is: a file, bytes within one, or a stretch of the recording in it. */
export interface MediaAddress {
  /** The file on disk. */
  readonly path: string;
  /** Null for the whole file. */
  readonly bytes: ByteRange | null;
  /** Null for the whole recording. */
  readonly time: TimeRange | null;
}

/** A stretch as the fragment of an address, as in W3C Media Fragments: `#t=1.5,4.2`. */
export function timeFragment({ startSeconds, endSeconds }: TimeRange): string {
  return `#t=${startSeconds}${endSeconds === null ? "" : `,${endSeconds}`}`;
}

/** An address as one text, which stands wherever a path does: `shard.tar#bytes=512+30044`, `talk.flac#t=1.5,4.2`. */
export function addressText({ path, bytes, time }: MediaAddress): string {
  const cut = bytes === null ? "" : `#bytes=${bytes.offset}+${bytes.count}`;
  return path + cut + (time === null ? "" : timeFragment(time));
}

const pattern = /^(.*?)(?:#bytes=(\d+)\+(\d+))?(?:#t=(\d+(?:\.\d+)?(?:e-?\d+)?)(?:,(\d+(?:\.\d+)?))?)?$/s;

/** The address that a text is; a path without a fragment is a whole file. */
export function parseAddress(text: string): MediaAddress {
  const [, path = text, offset, count, start, end] = pattern.exec(text) ?? [];
  return {
    path,
    bytes: offset === undefined ? null : { offset: Number(offset), count: Number(count) },
    time:
      start === undefined
        ? null
        : { startSeconds: Number(start), endSeconds: end === undefined ? null : Number(end) },
  };
}
