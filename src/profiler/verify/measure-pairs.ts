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
 * Runs two flows in turn in one process, without a profiler, in windows over the same number of examples, or more where slots are many: first one, then the
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
    const perSecond = await warmUp(runners);
    const exampleCount = Math.ceil(perSecond * options.windowSeconds);
    if (hasThreads(without) || hasThreads(changed)) await settle(runners, exampleCount);
    while (pairs.length < options.pairCount) {
      if (pairs.length >= fewestPairs && effects.now() - startedAt > options.maxSeconds) break;
      const order = pairs.length % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const);
      const rates = [0, 0];
      for (const arm of order) rates[arm] = await runners[arm].window(exampleCount);
      pairs.push({ withoutPerSecond: rates[0]!, withPerSecond: rates[1]! });
    }
  } finally {
    for (const runner of runners) await runner.close();
  }
  return pairs;
}

/** Runs each for a while, and gives the rate of the slower one. */
async function warmUp(runners: readonly Runner[]): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (const runner of runners) {
    await runner.window(1);
    least = Math.min(least, await runner.window(1));
  }
  return least;
}

/** Threads compile their code anew, beside each other: windows until they are done with it are left out. */
function hasThreads({ stages }: Flow<unknown>): boolean {
  return stages.some((stage) => "worker" in stage && stage.worker !== null);
}

/** Windows of each runner in a block, and blocks at most. */
const [blockWindows, mostBlocks] = [3, 4];
/** A block that is faster than the one before by no more than this is steady. */
const steadyRatio = 1.03;

/** Runs each, in turn, until neither gets faster from block to block. */
async function settle(runners: readonly Runner[], exampleCount: number): Promise<void> {
  let before = runners.map(() => 0);
  for (let block = 0; block < mostBlocks; block++) {
    const sums = runners.map(() => 0);
    for (let window = 0; window < blockWindows; window++) {
      for (const [arm, runner] of runners.entries()) sums[arm]! += await runner.window(exampleCount);
    }
    if (sums.every((sum, arm) => sum <= steadyRatio * before[arm]!)) return;
    before = sums;
  }
}
