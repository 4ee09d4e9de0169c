import type { Flow } from "../../pipeline/flow.ts";
import type { ProfilerEffects } from "../effects.ts";
import { openRunner, type Runner } from "./run-windows.ts";

/** Throughput of two flows in windows next to each other, in examples of the source per second. */
export interface MeasuredPair {
  readonly withoutPerSecond: number;
  readonly withPerSecond: number;
}

/** How pairs are measured. */
export interface PairOptions {
  readonly pairCount: number;
  /** Length of one window at about, in seconds. */
  readonly windowSeconds: number;
  /** No further pair begins after this time, in seconds, once there are a few. */
  readonly maxSeconds: number;
}

/** Pairs without which nothing can be said. */
const fewestPairs = 3;

/**
 * Runs two flows in turn in one process, without a profiler, in windows of about the same time, longer where slots are many: first one, then the
 * other, then the other way round. What a window finds ready in slots and queues is taken first, untimed.
 */
export async function measurePairs(
  [without, changed]: readonly [Flow<unknown>, Flow<unknown>],
  options: PairOptions,
  effects: ProfilerEffects,
): Promise<readonly MeasuredPair[]> {
  const runners = [openRunner(without, effects), openRunner(changed, effects)] as const;
  const pairs: MeasuredPair[] = [];
  const startedAt = effects.now();
  try {
    const arms = await warmUp(runners, options.windowSeconds);
    if (hasThreads(without) || hasThreads(changed)) await settle(arms);
    while (pairs.length < options.pairCount) {
      if (pairs.length >= fewestPairs && effects.now() - startedAt > options.maxSeconds) break;
      const order = pairs.length % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const);
      const rates = [0, 0];
      for (const arm of order) rates[arm] = await arms[arm]!();
      pairs.push({ withoutPerSecond: rates[0]!, withPerSecond: rates[1]! });
    }
  } finally {
    for (const runner of runners) await runner.close();
  }
  return pairs;
}

/** One flow: gives its rate over a further window. */
type Arm = () => Promise<number>;

/** How many times the examples of a window the next one has at most: the first rates are those of bursts. */
const mostGrowth = 8;

/**
 * Runs each for a while. Their windows begin with as many examples as the slower one works off in the given time, and come to last as long: one of
 * a few milliseconds would see single garbage collections, or none.
 */
async function warmUp(runners: readonly Runner[], windowSeconds: number): Promise<readonly Arm[]> {
  let least = Number.POSITIVE_INFINITY;
  for (const runner of runners) {
    await runner.window(1);
    least = Math.min(least, await runner.window(1));
  }
  return runners.map((runner) => {
    let exampleCount = Math.ceil(least * windowSeconds);
    return async () => {
      const rate = await runner.window(exampleCount);
      exampleCount = Math.min(mostGrowth * exampleCount, Math.max(1, Math.ceil(rate * windowSeconds)));
      return rate;
    };
  });
}

/** Whether a stage has threads. They compile their code anew, beside each other: windows until they are done with it are left out. */
export function hasThreads({ stages }: Flow<unknown>): boolean {
  return stages.some((stage) => "worker" in stage && stage.worker !== null);
}

/** Windows of each flow in a block, and blocks at most. */
const [blockWindows, mostBlocks] = [3, 4];
/** A block that is faster than the one before by no more than this is steady. */
const steadyRatio = 1.03;

/** Runs each, in turn, until neither gets faster from block to block. */
async function settle(arms: readonly Arm[]): Promise<void> {
  let before = arms.map(() => 0);
  for (let block = 0; block < mostBlocks; block++) {
    const sums = arms.map(() => 0);
    for (let window = 0; window < blockWindows; window++) {
      for (const [arm, nextWindow] of arms.entries()) sums[arm]! += await nextWindow();
    }
    if (sums.every((sum, arm) => sum <= steadyRatio * before[arm]!)) return;
    before = sums;
  }
}
