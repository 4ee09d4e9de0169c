import { availableParallelism } from "node:os";
import { runInThisContext } from "node:vm";
import { Worker } from "node:worker_threads";
import { readClock } from "./clocks.ts";
import { readMainThreadSchedule } from "./scheduler-statistics.ts";

/** Beyond this many cores, threads of one pipeline hardly share any. */
const mostCores = 8;
/** Pieces of work that are timed. */
const pieceCount = 24;

/** About a millisecond of what kernels do: products and sums that do not wait for each other, over 64 KiB. */
const pieceOfWork = `(values) => {
  let a = 0, b = 0, c = 0, d = 0;
  for (let round = 0; round < 100; round++) {
    for (let index = 0; index < values.length; index += 4) {
      a += values[index] * 0.97;
      b += values[index + 1] * values[index];
      c += values[index + 2] * 1.01;
      d += values[index + 3] * values[index + 2];
      values[index] = values[index + 1] * 0.5 + 0.5;
    }
  }
  return a + b + c + d;
}`;

/** A thread tells how long each of its last pieces took. */
const threadText = `
const { workerData } = require("node:worker_threads");
const work = ${pieceOfWork};
const values = new Float64Array(8192).fill(1);
const { state, seconds } = workerData;
Atomics.add(state, 0, 1);
Atomics.notify(state, 0);
for (let piece = 0; Atomics.load(state, 1) === 0; piece++) {
  const startedAt = process.hrtime.bigint();
  work(values);
  seconds[piece % seconds.length] = Number(process.hrtime.bigint() - startedAt) / 1e9;
}
`;

/** How fast the cores are, relative to one another. */
export interface CoreSpeeds {
  /** A core while all others are at work, relative to it alone, 0..1: cores that are two threads of one share its units and caches. */
  readonly coreSpeed: number;
  /**
   * The slowest core relative to the fastest while all are at work, 0..1. On a virtual machine another machine may have half of a core, for
   * minutes.
   */
  readonly slowestCoreSpeed: number;
}

/**
 * How fast the cores are, all at work on the same small pieces, one thread to each. Takes about 0.1 s; null where it cannot be told, or
 * there is one core, or more than eight.
 */
export function measureCores(): CoreSpeeds | null {
  const others = availableParallelism() - 1;
  if (others < 1 || others >= mostCores || readMainThreadSchedule() === null) return null;
  const work = runInThisContext(pieceOfWork) as (values: Float64Array) => number;
  const values = new Float64Array(8192).fill(1);
  for (let piece = 0; piece < pieceCount; piece++) work(values);
  const alone = piecesSeconds(work, values)[0];
  const state = new Int32Array(new SharedArrayBuffer(8));
  const times = Array.from(
    { length: others },
    () => new Float64Array(new SharedArrayBuffer(8 * threadPieceCount)),
  );
  const threads = times.map(
    (seconds) => new Worker(threadText, { eval: true, workerData: { state, seconds }, execArgv: [] }),
  );
  try {
    const until = readClock() + 2;
    for (let ready = 0; ready < others; ready = Atomics.load(state, 0)) {
      if (readClock() > until) return null;
      Atomics.wait(state, 0, ready, 100);
    }
    piecesSeconds(work, values);
    const together = piecesSeconds(work, values)[pieceCount / 2];
    if (alone === undefined || together === undefined) return null;
    const ofThreads = times.map(shortTime).filter((seconds) => seconds > 0);
    const all = [together, ...ofThreads];
    return {
      coreSpeed: Math.min(1, alone / together),
      slowestCoreSpeed: Math.min(...all) / Math.max(...all),
    };
  } finally {
    Atomics.store(state, 1, 1);
    for (const thread of threads) void thread.terminate();
  }
}

/** Pieces of a thread that are kept; the first ones, of code not yet compiled, are overwritten. */
const threadPieceCount = 16;

/** The lower quartile: pieces in which the thread waited for its core are longer. */
function shortTime(seconds: Float64Array): number {
  return [...seconds].sort((a, b) => a - b)[seconds.length / 4] ?? 0;
}

/** Processor time of each of some pieces of work, in rising order. */
function piecesSeconds(work: (values: Float64Array) => number, values: Float64Array): readonly number[] {
  return Array.from({ length: pieceCount }, () => {
    const before = readMainThreadSchedule()?.onCpuSeconds ?? 0;
    work(values);
    return (readMainThreadSchedule()?.onCpuSeconds ?? 0) - before;
  }).sort((a, b) => a - b);
}
