import { closeSync, constants, fstatSync, openSync, read, readSync, statSync } from "node:fs";
import { promisify } from "node:util";
import type { ReadBytes } from "../model/disk-use.ts";

const text = Buffer.alloc(512);
let ownFile: number | null = null;

/**
 * Bytes that this process has read so far, its threads included; null elsewhere than on Linux, or where the system does not let it see.
 * Costs about 15 us.
 */
export function readReadBytes(): ReadBytes | null {
  try {
    // Stays open: opening it anew would cost more than reading it.
    ownFile ??= openSync("/proc/self/io", "r");
    return parseReadBytes(text.toString("latin1", 0, readSync(ownFile, text, 0, text.length, 0)));
  } catch {
    return null;
  }
}

/** The two counts in the text of /proc/self/io (proc(5)): `rchar` and `read_bytes`; null when one is missing. */
export function parseReadBytes(io: string): ReadBytes | null {
  const countOf = (name: string): number =>
    Number(new RegExp(`^${name}: (\\d+)$`, "m").exec(io)?.[1] ?? Number.NaN);
  const [requestedBytes, deviceBytes] = [countOf("rchar"), countOf("read_bytes")];
  return Number.isNaN(requestedBytes + deviceBytes) ? null : { requestedBytes, deviceBytes };
}

/** Size of one read, reads at once, and bytes in all. */
const [blockBytes, readsAtOnce, measuredBytes] = [1 << 20, 4, 64 << 20];

/**
 * How fast the disk of `folder` can be read, in bytes per second: the program of Node.js is read past the page cache, four blocks of 1 MiB at once.
 * Null where it lies on another disk, or the system cannot read past its cache.
 */
export async function measureDiskRate(folder = "."): Promise<number | null> {
  let file: number | null = null;
  try {
    if (statSync(folder).dev !== statSync(process.execPath).dev || constants.O_DIRECT === undefined)
      return null;
    file = openSync(process.execPath, constants.O_RDONLY | constants.O_DIRECT);
    const blockCount = Math.floor(Math.min(measuredBytes, fstatSync(file).size) / blockBytes);
    return blockCount < readsAtOnce ? null : await readBlocks(file, blockCount);
  } catch {
    return null;
  } finally {
    if (file !== null) closeSync(file);
  }
}

/** What is used of the global `WebAssembly`, which the library of this project's TypeScript setting leaves out. */
const pages = globalThis as unknown as {
  readonly WebAssembly: {
    readonly Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer };
  };
};

const readLater = promisify(read);

async function readBlocks(file: number, blockCount: number): Promise<number> {
  // The system wants memory that begins at a page: that of a WebAssembly does.
  const { buffer } = new pages.WebAssembly.Memory({ initial: (readsAtOnce * blockBytes) / 65_536 });
  let next = 0;
  const readSome = async (slot: number): Promise<void> => {
    const memory = new Uint8Array(buffer, slot * blockBytes, blockBytes);
    while (next < blockCount) await readLater(file, memory, 0, blockBytes, next++ * blockBytes);
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: readsAtOnce }, (_, slot) => readSome(slot)));
  return (blockCount * blockBytes * 1000) / (performance.now() - startedAt);
}
