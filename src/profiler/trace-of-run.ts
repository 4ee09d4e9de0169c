import type { RunTrace, TraceCounter, TraceSpan, TraceTrack } from "../model/run-trace.ts";
import { elementsInside } from "./occupancy.ts";
import type { RunRecord, Slice } from "./run-record.ts";

/**
 * A run as tracks: what held the main thread, the collector, and each call of each stage in a slot of its stage. Calls are put into
 * the first slot that is free when they begin.
 */
export function traceOf(record: RunRecord): RunTrace {
  const startSeconds = record.snapshots[0]?.timeSeconds ?? 0;
  const spanOf = (
    { startSeconds: from, endSeconds: to }: Omit<Slice, "stageIndex">,
    name: string,
  ): TraceSpan => ({
    name,
    startSeconds: Math.max(0, from - startSeconds),
    endSeconds: Math.max(0, to - startSeconds),
  });
  const nameOf = (index: number): string => record.stages[index]?.name ?? "";
  const main = record.slices.map((slice) => spanOf(slice, nameOf(slice.stageIndex)));
  const pauses = record.gcPauses.map(({ startSeconds: from, durationSeconds }) =>
    spanOf({ startSeconds: from, endSeconds: from + durationSeconds }, "garbage collection"),
  );
  const calls = record.calls?.spans ?? [];
  return {
    pipelineName: record.pipeline.name,
    tracks: [
      { name: "main thread", spans: inTurn(main) },
      { name: "garbage collection", spans: inTurn(pauses) },
      ...record.stages.flatMap((stage, index) =>
        slotTracks(
          stage.name,
          calls.filter(({ stageIndex }) => stageIndex === index).map((call) => spanOf(call, stage.name)),
        ),
      ),
    ].filter(({ spans }) => spans.length > 0),
    counters: record.stages.flatMap((stage, index): readonly TraceCounter[] => {
      const points = elementsInside(record, index);
      return points === null
        ? []
        : [
            {
              name: `elements in ${stage.name}`,
              points: points.map(({ atSeconds, elementCount }) => ({ atSeconds, value: elementCount })),
            },
          ];
    }),
    droppedSpanCount: record.calls?.droppedCount ?? 0,
  };
}

/** Spans of something that does one thing at a time, in order; what clocks let overlap is cut. */
function inTurn(spans: readonly TraceSpan[]): readonly TraceSpan[] {
  let freeAtSeconds = 0;
  return [...spans]
    .sort((a, b) => a.startSeconds - b.startSeconds)
    .flatMap((span) => {
      const startSeconds = Math.max(span.startSeconds, freeAtSeconds);
      if (span.endSeconds <= startSeconds) return [];
      freeAtSeconds = span.endSeconds;
      return [{ ...span, startSeconds }];
    });
}

function slotTracks(name: string, calls: readonly TraceSpan[]): readonly TraceTrack[] {
  const slots: TraceSpan[][] = [];
  for (const call of [...calls].sort((a, b) => a.startSeconds - b.startSeconds)) {
    const free = slots.find((slot) => (slot.at(-1)?.endSeconds ?? 0) <= call.startSeconds);
    if (free === undefined) slots.push([call]);
    else free.push(call);
  }
  return slots.map((spans, index) => ({
    name: slots.length === 1 ? name : `${name}, slot ${index + 1}`,
    spans: inTurn(spans),
  }));
}
