import { isSteadyFrom, warmUpEnd } from "../stats/change-point.ts";
import { type RunRecord, type Snapshot, type Window, windowBetween } from "./run-record.ts";

/** Windows that the steady part is cut into at most: enough to resample, few enough to be quick. */
const maxWindows = 120;

/** The part of a run after its warm-up. */
export interface SteadyPart {
  /** Index of the snapshot with which it begins. */
  readonly fromIndex: number;
  /** Outputs before it. */
  readonly fromOutput: number;
  /** Whether it shows no further drop of the time per output. */
  readonly isSteady: boolean;
  /** Time before it, in seconds. */
  readonly warmUpSeconds: number;
  /** The steady part in windows of about equal numbers of outputs, in order. */
  readonly windows: readonly Window[];
}

/** Outputs that have to be left after an epoch that fills a cache, for the later ones to stand for the run. */
const leastAfterFilling = 5;

/**
 * When the first epoch of a pipeline with a cache ended, in seconds: what comes after is another pipeline, with nothing above the
 * cache. Null without a cache or a second epoch.
 */
export function cacheFilledAt({ stages, epochStartsSeconds }: RunRecord): number | null {
  return stages.some(({ kind }) => kind === "cache") ? (epochStartsSeconds[1] ?? null) : null;
}

/**
 * Finds where warm-up ends, by the change point of the time per output; the first output is always warm-up if there are more.
 * @param filledAtSeconds when a cache was full: outputs before it are warm-up too, if enough are left
 */
export function steadyPartOf(
  snapshots: readonly Snapshot[],
  filledAtSeconds: number | null = null,
): SteadyPart {
  const filled = filledAtSeconds ?? Number.NEGATIVE_INFINITY;
  const fillCount = snapshots.findIndex(({ timeSeconds }) => timeSeconds >= filled);
  const isCut = fillCount > 0 && snapshots.length - fillCount > leastAfterFilling;
  const part = steadyPartFrom(isCut ? snapshots.slice(fillCount) : snapshots);
  if (!isCut) return part;
  const [first, from] = [snapshots[0], snapshots[fillCount]];
  return {
    ...part,
    fromIndex: part.fromIndex + fillCount,
    warmUpSeconds: part.warmUpSeconds + (from?.timeSeconds ?? 0) - (first?.timeSeconds ?? 0),
  };
}

function steadyPartFrom(snapshots: readonly Snapshot[]): SteadyPart {
  const perOutput = snapshots.slice(1).map((snapshot, index) => {
    const before = snapshots[index] ?? snapshot;
    return Math.max(
      1e-9,
      (snapshot.timeSeconds - before.timeSeconds) / (snapshot.outputCount - before.outputCount),
    );
  });
  const fromIndex = perOutput.length < 3 ? 0 : Math.max(1, warmUpEnd(perOutput));
  const [first, from] = [snapshots[0], snapshots[fromIndex]];
  return {
    fromIndex,
    fromOutput: from?.outputCount ?? 0,
    isSteady: isSteadyFrom(perOutput, fromIndex),
    warmUpSeconds: (from?.timeSeconds ?? 0) - (first?.timeSeconds ?? 0),
    windows: cut(snapshots.slice(fromIndex)),
  };
}

function cut(snapshots: readonly Snapshot[]): readonly Window[] {
  const stride = Math.max(1, Math.ceil((snapshots.length - 1) / maxWindows));
  const edges = snapshots.filter((_, index) => index % stride === 0 || index === snapshots.length - 1);
  return edges.slice(1).map((to, index) => windowBetween(edges[index] ?? to, to));
}
