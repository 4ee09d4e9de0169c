import type { HeaderWindow } from "./formats/header-window.ts";
import type { OpenMedia } from "./open-media.ts";

const headBytes = 8192;
/** Most bytes that one part of a header may take, such as the index of an MP4 file. */
const mostBytes = 16_777_216;
// One buffer for all files: who looks through a window keeps nothing of what it reads.
const headBuffer = new Uint8Array(headBytes);
let partBuffer = new Uint8Array(131_072);

/** A window on an open file, of which only the parts that are asked for are read. One at a time. */
export function windowOn({ sizeBytes, read }: OpenMedia): HeaderWindow {
  const head = headBuffer.subarray(0, read(headBuffer, 0));
  return {
    sizeBytes,
    head,
    read(offset, byteCount) {
      if (offset + byteCount <= head.length) return head.subarray(offset, offset + byteCount);
      const count = Math.min(byteCount, Math.max(0, sizeBytes - offset));
      if (count > mostBytes) throw new RangeError(`a part of ${count} bytes is too large for a header`);
      if (partBuffer.length < count) partBuffer = new Uint8Array(count);
      return partBuffer.subarray(0, read(partBuffer.subarray(0, count), offset));
    },
  };
}
