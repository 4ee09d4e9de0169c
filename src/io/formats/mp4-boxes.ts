import { textAt, viewOf } from "./bytes.ts";

/** One box of an MP4 file. */
export interface Mp4Box {
  readonly type: string;
  /** Content as far as the file has it. */
  readonly content: Uint8Array;
  /** Bytes of content that its head announces. */
  readonly announcedBytes: number;
}

/** The boxes that lie one after another in `bytes` (ISO/IEC 14496-12, section 4.2). */
export function boxesIn(bytes: Uint8Array): Mp4Box[] {
  const boxes: Mp4Box[] = [];
  const view = viewOf(bytes);
  for (let at = 0; at + 8 <= bytes.length; ) {
    const size = sizeAt(view, at);
    if (size === null) break;
    const start = at + size.headBytes;
    const end = Math.min(at + size.boxBytes, bytes.length);
    boxes.push({
      type: textAt(bytes, at + 4, 4),
      content: bytes.subarray(start, end),
      announcedBytes: size.boxBytes - size.headBytes,
    });
    at += size.boxBytes;
  }
  return boxes;
}

/** Size 1 is followed by a 64-bit one; size 0 reaches to the end. */
function sizeAt(view: DataView, at: number): { boxBytes: number; headBytes: number } | null {
  const size = view.getUint32(at);
  if (size === 0) return { boxBytes: view.byteLength - at, headBytes: 8 };
  if (size !== 1) return size >= 8 ? { boxBytes: size, headBytes: 8 } : null;
  if (at + 16 > view.byteLength) return null;
  const boxBytes = Number(view.getBigUint64(at + 8));
  return boxBytes >= 16 ? { boxBytes, headBytes: 16 } : null;
}

/** The first box down a path such as `mdia/minf/stbl`, or null. */
export function boxAt(bytes: Uint8Array, path: string): Mp4Box | null {
  let content = bytes;
  let found: Mp4Box | null = null;
  for (const type of path.split("/")) {
    found = boxesIn(content).find((box) => box.type === type) ?? null;
    if (found === null) return null;
    content = found.content;
  }
  return found;
}
