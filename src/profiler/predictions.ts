import type { Estimate } from "../model/estimate.ts";
import type { Change, Prediction } from "../model/prediction.ts";
import { drawBlocks } from "../stats/bootstrap.ts";
import { seededRandom } from "../stats/random.ts";
import { limitsOf, tightest } from "./bounds.ts";
import { changed, type Demands, demandsOf } from "./demands.ts";
import { type StageRecord, sumWindows, type Window } from "./run-record.ts";

/** Resamples of the windows of a run. */
const resampleCount = 400;
const confidenceLevel = 0.95;
/** What the model leaves out (caches, the collector, the scheduler) is taken to move throughput by this ratio. */
const modelSlack = 0.02;

/** The steady part of a run, in windows. */
export interface SteadyRun {
  readonly windows: readonly Window[];
  readonly stages: readonly StageRecord[];
  readonly coreCount: number;
}

/** Throughput after a change, in outputs per second, as the model brackets it. */
interface Bracket {
  readonly center: number;
  readonly low: number;
  readonly high: number;
}

/** What each stage being free, and twice as fast, would give; by falling gain. */
export function predictAll(run: SteadyRun): readonly Prediction[] {
  const demands = demandsOfRun(run.windows, run);
  const resampled = resampleDemands(run);
  const changes = demands.stages
    .filter((stage) => stage.busySeconds > 0 || stage.loadedHoldSeconds > 0)
    .flatMap((stage): Change[] => [
      { stage: stage.name, kind: "free", amount: null },
      { stage: stage.name, kind: "faster", amount: 2 },
    ]);
  return changes
    .map((change) => predict(change, demands, resampled))
    .sort((a, b) => b.speedup - a.speedup || a.change.stage.localeCompare(b.change.stage, "en"));
}

/** What one change would give. */
function predict(change: Change, demands: Demands, resampled: readonly Demands[]): Prediction {
  const measured = throughputOf(demands);
  const center = bracket(demands, change).center;
  const brackets = resampled.map((draw) => bracket(draw, change));
  const tail = (1 - confidenceLevel) / 2;
  const low =
    Math.min(
      center,
      atRank(
        brackets.map((b) => b.low),
        tail,
      ),
    ) *
    (1 - modelSlack);
  const high =
    Math.max(
      center,
      atRank(
        brackets.map((b) => b.high),
        1 - tail,
      ),
    ) *
    (1 + modelSlack);
  const scale = demands.examplesPerOutput;
  const estimate: Estimate = {
    center: center * scale,
    low: low * scale,
    high: high * scale,
    confidenceLevel,
    method: "bootstrap",
    observationCount: demands.outputCount,
  };
  return {
    change,
    examplesPerSecond: estimate,
    speedup: center / measured,
    nextBound: nextBoundOf(changed(demands, change)),
  };
}

/**
 * Upper end: the tightest limit after the change with intrinsic holds. Lower end: with holds as seen under load, and never
 * below what was measured, since a change only takes work away. Centre: the upper end at the efficiency of the run.
 */
function bracket(demands: Demands, change: Change): Bracket {
  const measured = throughputOf(demands);
  const after = changed(demands, change);
  const bound = tightest(limitsOf(demands, "intrinsic"))?.outputsPerSecond ?? measured;
  const efficiency = Math.min(1, measured / bound);
  const upper = tightest(limitsOf(after, "intrinsic"))?.outputsPerSecond ?? Number.MAX_VALUE;
  const loaded = tightest(limitsOf(after, "loaded"))?.outputsPerSecond ?? upper;
  const low = Math.max(measured, Math.min(loaded, upper) * efficiency);
  const high = Math.max(measured, upper);
  return { low, high, center: Math.min(high, Math.max(low, upper * efficiency)) };
}

/** Measured outputs per second. */
export function throughputOf(demands: Demands): number {
  return demands.outputCount / demands.wallSeconds;
}

function nextBoundOf(after: Demands): string {
  const next = tightest(limitsOf(after, "intrinsic"));
  if (next === undefined) return "nothing that was measured";
  if (next.resource !== "main")
    return next.resource.startsWith("slots:")
      ? `the slots of "${next.resource.slice(6)}"`
      : `the ${next.resource}`;
  const largest = [...after.stages].sort((a, b) => b.busySeconds - a.busySeconds)[0];
  return largest === undefined
    ? "the main thread"
    : `the main thread, with "${largest.name}" as its largest part`;
}

function demandsOfRun(windows: readonly Window[], run: SteadyRun): Demands {
  return demandsOf(sumWindows(windows, run.stages.length), run.stages, run.coreCount);
}

function resampleDemands(run: SteadyRun): readonly Demands[] {
  const count = run.windows.length;
  const random = seededRandom(1);
  const blockLength = Math.max(1, Math.ceil(Math.cbrt(count)));
  return Array.from({ length: resampleCount }, () => {
    const drawn = [...drawBlocks(count, blockLength, random.nextInt)].map((index) => run.windows[index]);
    return demandsOfRun(
      drawn.filter((window) => window !== undefined),
      run,
    );
  });
}

function atRank(values: readonly number[], probability: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = Math.round(probability * (sorted.length + 1)) - 1;
  return sorted[Math.min(sorted.length - 1, Math.max(0, rank))] ?? Number.NaN;
}
