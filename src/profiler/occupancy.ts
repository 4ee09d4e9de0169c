import type { StageOccupancy } from "../model/pipeline-profile.ts";
import type { RunRecord } from "./run-record.ts";

/** How many elements a stage held at one moment. */
export interface ElementsInside {
  /** From the start of the run, in seconds. */
  readonly atSeconds: number;
  readonly elementCount: number;
}

/** Points that a report is given at most. */
const maxPoints = 120;

/**
 * Elements that a stage has taken in and not yet handed on, whenever an output of the pipeline appeared: what waits in a queue, in a
 * buffer or in slots. Null for a stage that holds none.
 */
export function elementsInside(record: RunRecord, index: number): readonly ElementsInside[] | null {
  const stage = record.stages[index];
  if (stage === undefined || !holdsElements(stage)) return null;
  const startSeconds = record.snapshots[0]?.timeSeconds ?? 0;
  return record.snapshots.map(({ timeSeconds, stages }) => {
    const { inputCount = 0, outputCount = 0 } = stages[index] ?? {};
    return {
      atSeconds: timeSeconds - startSeconds,
      elementCount: Math.max(0, inputCount - outputCount),
    };
  });
}

function holdsElements({ kind, concurrency, isAsynchronous }: RunRecord["stages"][number]): boolean {
  if (kind === "prefetch" || kind === "shuffle") return true;
  return (kind === "map" || kind === "consume") && isAsynchronous && concurrency > 1;
}

/** The same for a report: every so-many-th point; null for a stage that holds nothing. */
export function occupancyOf(record: RunRecord, index: number): StageOccupancy | null {
  const all = elementsInside(record, index);
  const stage = record.stages[index];
  if (all === null || stage === undefined) return null;
  const stride = Math.max(1, Math.ceil(all.length / maxPoints));
  const points = all.filter((_, position) => position % stride === 0);
  return {
    capacity: stage.kind === "shuffle" ? null : stage.concurrency,
    atSeconds: points.map(({ atSeconds }) => atSeconds),
    elementCounts: points.map(({ elementCount }) => elementCount),
  };
}
