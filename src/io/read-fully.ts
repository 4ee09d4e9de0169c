import { readSync } from "node:fs";

/** Fills `target` with what an open file holds from `offset` on, until it is full or the file ends; gives the number of bytes. */
export function readFully(file: number, target: Uint8Array, offset: number): number {
  let filled = 0;
  while (filled < target.length) {
    const count = readSync(file, target, filled, target.length - filled, offset + filled);
    if (count === 0) break;
    filled += count;
  }
  return filled;
}
