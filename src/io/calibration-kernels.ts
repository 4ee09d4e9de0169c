import { randomFillSync } from "node:crypto";
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { startCoreClock } from "./core-clock.ts";

/** Repeats of each kernel; the least disturbed one counts. */
const repeatCount = 4;

/**
 * Seconds of six fixed pieces of work of different kinds, the least of several repeats each: how fast this machine is at JSON,
 * arithmetic, hashing, copying, compression and reading a file. About a third of a second on a machine of 2020.
 */
export function measureKernelSeconds(): Readonly<Record<string, number>> {
  const folder = mkdtempSync(join(tmpdir(), "soundings-kernels-"));
  try {
    const file = join(folder, "bytes");
    writeFileSync(file, randomFillSync(Buffer.alloc(2 ** 21)));
    const kernels = { ...computing, readFile: () => readWhole(file) };
    const clock = startCoreClock();
    return Object.fromEntries(
      Object.entries(kernels).map(([name, run]) => {
        let least = Number.POSITIVE_INFINITY;
        for (let repeat = 0; repeat < repeatCount; repeat++) {
          const startedAt = clock.now();
          run();
          least = Math.min(least, clock.now() - startedAt);
        }
        return [name, least];
      }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The faster of two measurements of the same kernels, each by itself. */
export function fasterKernels(
  a: Readonly<Record<string, number>>,
  b: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(a).map(([name, seconds]) => [name, Math.min(seconds, b[name] ?? seconds)]),
  );
}

const computing: Readonly<Record<string, () => unknown>> = {
  json,
  arithmetic,
  hashing,
  copying,
  compression,
};

function json(): unknown {
  const rows = Array.from({ length: 4000 }, (_, index) => ({
    index,
    name: `clip ${index}`,
    level: index / 7,
  }));
  return JSON.parse(JSON.stringify(rows));
}

function arithmetic(): number {
  const values = new Float64Array(65_536);
  for (let pass = 1; pass <= 12; pass++) {
    for (let at = 0; at < values.length; at++) values[at] = Math.sqrt(values[at]! + at / pass);
  }
  return values[1]!;
}

function hashing(): number {
  const counts = new Map<string, number>();
  for (let entry = 0; entry < 60_000; entry++) {
    const key = `k${(entry * 2654435761) % 4096}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts.size;
}

function copying(): number {
  const from = new Float64Array(2 ** 20).fill(0.25);
  const to = new Float64Array(2 ** 20);
  for (let copy = 0; copy < 8; copy++) to.set(from);
  return to[3]!;
}

function compression(): number {
  const text = Buffer.from(Array.from({ length: 2 ** 19 }, (_, at) => (at * at) % 61));
  return deflateSync(text, { level: 1 }).length;
}

function readWhole(path: string): number {
  const file = openSync(path, "r");
  try {
    const into = Buffer.alloc(2 ** 16);
    let read = 0;
    for (let count = 1; count > 0; read += count) count = readSync(file, into, 0, into.length, null);
    return read;
  } finally {
    closeSync(file);
  }
}
