import { createHash } from "node:crypto";
import { beginContentTag, type ContentTag } from "./content-tag.ts";
import { type OpenMedia, openMedia } from "./open-media.ts";

const blockBytes = 1 << 20;
let block: Uint8Array | null = null;

/** SHA-256 of the bytes of a file or of a part of one (an address), hex, in bounded memory; null when it cannot be read. */
export function hashFile(path: string): string | null {
  return digestOf(path, () => {
    const hash = createHash("sha256");
    return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest("hex") };
  });
}

/** The tag by which a resumed run goes, of the same bytes. */
export function tagFile(path: string): string | null {
  return digestOf(path, beginContentTag);
}

function digestOf(path: string, begin: (byteCount: number) => ContentTag): string | null {
  block ??= new Uint8Array(blockBytes);
  let media: OpenMedia;
  try {
    media = openMedia(path);
  } catch {
    return null;
  }
  try {
    const { update, digest } = begin(media.sizeBytes);
    let offset = 0;
    for (let count = media.read(block, 0); count > 0; count = media.read(block, offset)) {
      update(block.subarray(0, count));
      offset += count;
    }
    return digest();
  } catch {
    return null;
  } finally {
    media.close();
  }
}
