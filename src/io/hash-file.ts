import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";

const blockBytes = 1 << 20;
let block: Uint8Array | null = null;

/** SHA-256 of a file's bytes, hex, in bounded memory; null when it cannot be read. */
export function hashFile(path: string): string | null {
  block ??= new Uint8Array(blockBytes);
  let file: number;
  try {
    file = openSync(path, "r");
  } catch {
    return null;
  }
  try {
    const hash = createHash("sha256");
    for (let count = readSync(file, block); count > 0; count = readSync(file, block)) {
      hash.update(block.subarray(0, count));
    }
    return hash.digest("hex");
  } catch {
    return null;
  } finally {
    closeSync(file);
  }
}
