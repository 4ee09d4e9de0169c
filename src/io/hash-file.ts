import { createHash } from "node:crypto";
import { type OpenMedia, openMedia } from "./open-media.ts";

const blockBytes = 1 << 20;
let block: Uint8Array | null = null;

/** SHA-256 of the bytes of a file or of a part of one (an address), hex, in bounded memory; null when it cannot be read. */
export function hashFile(path: string): string | null {
  block ??= new Uint8Array(blockBytes);
  let media: OpenMedia;
  try {
    media = openMedia(path);
  } catch {
    return null;
  }
  try {
    const hash = createHash("sha256");
    let offset = 0;
    for (let count = media.read(block, 0); count > 0; count = media.read(block, offset)) {
      hash.update(block.subarray(0, count));
      offset += count;
    }
    return hash.digest("hex");
  } catch {
    return null;
  } finally {
    media.close();
  }
}
