import { clippedAtRail, neighbourSteps } from "../clipping.ts";
import type { KernelMemory } from "./kernel-memory.ts";

/** Samples at one end of a channel's range, window by window. What was counted at a rail that is none any more becomes its neighbours. */
export interface RailTally {
  /** 1: the highest sample so far, -1: the lowest. */
  readonly sign: 1 | -1;
  rail: number;
  stepsPerUnit: number;
  railCount: number;
  runCount: number;
  openRun: number;
  /** Samples 0, 1, ... 16 steps from the rail, itself not counted. */
  nearCounts: number[];
}

const nothingNear: readonly number[] = Array.from({ length: neighbourSteps + 1 }, () => 0);

/** Nothing counted yet. */
export function emptyRail(sign: 1 | -1): RailTally {
  return {
    sign,
    rail: Number.NaN,
    stepsPerUnit: 0,
    railCount: 0,
    runCount: 0,
    openRun: 0,
    nearCounts: nothingNear.slice(),
  };
}

/** Adds `count` samples at `address` of the channel that the kernel has measured last. */
export function addToRail(
  tally: RailTally,
  { run, railResults }: KernelMemory,
  window: {
    readonly address: number;
    readonly count: number;
    readonly rail: number;
    readonly stepsPerUnit: number;
  },
): void {
  moveRail(tally, window.rail, window.stepsPerUnit);
  run.countRail(
    window.address,
    window.count,
    tally.rail,
    tally.sign,
    tally.stepsPerUnit,
    Math.min(tally.openRun, 3),
  );
  tally.railCount += railResults[0]!;
  tally.runCount += railResults[1]!;
  tally.openRun = railResults[2]!;
  for (let steps = 0; steps <= neighbourSteps; steps += 1)
    tally.nearCounts[steps]! += railResults[3 + steps]!;
}

/** Where the rail or the step is another than before, what was counted is put where it now lies. */
export function moveRail(tally: RailTally, rail: number, stepsPerUnit: number): void {
  if (tally.rail === rail && tally.stepsPerUnit === stepsPerUnit) return;
  const before = { ...tally };
  const oldTop = Math.floor(before.sign * before.rail * before.stepsPerUnit);
  const top = Math.floor(tally.sign * rail * stepsPerUnit);
  tally.rail = rail;
  tally.stepsPerUnit = stepsPerUnit;
  if (Number.isNaN(before.rail)) return;
  tally.nearCounts = nothingNear.slice();
  const put = (magnitude: number, count: number): void => {
    const steps = top - Math.floor(magnitude * stepsPerUnit);
    if (count > 0 && steps >= 0 && steps <= neighbourSteps) tally.nearCounts[steps]! += count;
  };
  before.nearCounts.forEach((count, steps) => {
    put((oldTop - steps) / before.stepsPerUnit, count);
  });
  if (before.rail === rail) return;
  put(before.sign * before.rail, before.railCount);
  tally.railCount = 0;
  tally.runCount = 0;
  tally.openRun = 0;
}

/** How many of the samples are clipped. */
export function clippedOf({ sign, rail, railCount, runCount, nearCounts }: RailTally): number {
  if (!(sign * rail > 0)) return 0;
  const neighbourCount = nearCounts.reduce((sum, count) => sum + count, 0);
  return clippedAtRail({ railCount, neighbourCount, runCount });
}
