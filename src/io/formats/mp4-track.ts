import { textAt, viewOf } from "./bytes.ts";
import { boxAt, boxesIn } from "./mp4-boxes.ts";

/** The audio track of an MP4 file. */
export interface Mp4Track {
  /** Name of the sample entry, such as `mp4a`. */
  readonly format: string;
  readonly sampleRateHertz: number;
  readonly channelCount: number;
  /** Bits of a sample as the entry says. */
  readonly sampleBits: number;
  /** Length that is to be played, in seconds, without the encoder's priming; null when it is not said. */
  readonly durationSeconds: number | null;
  /** The first table that announces more entries than its box or the file can hold; null when all are sound. */
  readonly brokenTable: string | null;
}

/** The first audio track of a `moov` box, or null when it has none. */
export function audioTrack(moov: Uint8Array, fileBytes: number): Mp4Track | null {
  for (const { type, content } of boxesIn(moov)) {
    if (type !== "trak") continue;
    const table = boxAt(content, "mdia/minf/stbl")?.content;
    const description = table === undefined ? undefined : boxAt(table, "stsd")?.content;
    const handler = boxAt(content, "mdia/hdlr")?.content;
    if (table === undefined || description === undefined || handler === undefined) continue;
    if (textAt(handler, 8, 4) !== "soun" || description.length < 44) continue;
    const view = viewOf(description);
    return {
      format: textAt(description, 12, 4),
      channelCount: view.getUint16(32),
      sampleBits: view.getUint16(34),
      sampleRateHertz: view.getUint16(40),
      durationSeconds: playedSeconds(moov, content),
      brokenTable: brokenTable(table, content, fileBytes),
    };
  }
  return null;
}

/** Bytes of an entry of each table, and where its count is. */
const tables = { stsz: [4, 8], stco: [4, 4], co64: [8, 4], stsc: [12, 4], stts: [8, 4] } as const;

function brokenTable(table: Uint8Array, track: Uint8Array, fileBytes: number): string | null {
  for (const [type, [entryBytes, countAt]] of Object.entries(tables)) {
    const content = boxAt(table, type)?.content;
    if (content === undefined) continue;
    if (content.length < countAt + 4) return type;
    const count = viewOf(content).getUint32(countAt);
    const isUniform = type === "stsz" && viewOf(content).getUint32(4) > 0;
    const room = isUniform ? fileBytes : (content.length - countAt - 4) / entryBytes;
    if (count > room) return type;
  }
  const description = boxAt(table, "stsd")?.content;
  if (description !== undefined && entriesOverrun(description)) return "stsd";
  const edits = boxAt(track, "edts/elst")?.content;
  const isOverrun =
    edits !== undefined && (edits.length < 8 || viewOf(edits).getUint32(4) > edits.length / 12);
  return isOverrun ? "elst" : null;
}

function entriesOverrun(description: Uint8Array): boolean {
  const view = viewOf(description);
  const count = view.getUint32(4);
  let at = 8;
  for (let entry = 0; entry < count; entry++) {
    const size = at + 16 <= description.length ? view.getUint32(at) : 0;
    if (size < 16 || at + size > description.length) return true;
    at += size;
  }
  return false;
}

/** The edit list's one media edit, else the media's own length; an edit is told in coarser ticks, so it may end one later. */
function playedSeconds(moov: Uint8Array, track: Uint8Array): number | null {
  const media = timing(boxAt(track, "mdia/mdhd")?.content);
  if (media === null) return null;
  const movie = timing(boxAt(moov, "mvhd")?.content);
  const edit = onlyEdit(boxAt(track, "edts/elst")?.content);
  if (edit === null || movie === null) return media.duration / media.timescale;
  const rest = (media.duration - edit.mediaTime) / media.timescale;
  return edit.duration === 0 ? rest : Math.min(rest, (edit.duration + 1) / movie.timescale);
}

function timing(content: Uint8Array | undefined): { timescale: number; duration: number } | null {
  if (content === undefined || content.length < 20) return null;
  const view = viewOf(content);
  const isLong = view.getUint8(0) === 1;
  if (isLong && content.length < 32) return null;
  const timescale = view.getUint32(isLong ? 20 : 12);
  const duration = isLong ? Number(view.getBigUint64(24)) : view.getUint32(16);
  return timescale > 0 ? { timescale, duration } : null;
}

function onlyEdit(content: Uint8Array | undefined): { duration: number; mediaTime: number } | null {
  if (content === undefined || content.length < 20) return null;
  const view = viewOf(content);
  const isLong = view.getUint8(0) === 1;
  if (view.getUint32(4) !== 1 || (isLong && content.length < 28)) return null;
  const duration = isLong ? Number(view.getBigUint64(8)) : view.getUint32(8);
  const mediaTime = isLong ? Number(view.getBigInt64(16)) : view.getInt32(12);
  return mediaTime >= 0 ? { duration, mediaTime } : null;
}
