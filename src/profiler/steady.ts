import { isSteadyFrom, warmUpEnd } from "../stats/change-point.ts";
import { type Snapshot, type Window, windowBetween } from "./run-record.ts";

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

/** Finds where warm-up ends, by the change point of the time per output; the first output is always warm-up if there are more. */
export function steadyPartOf(snapshots: readonly Snapshot[]): SteadyPart {
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
