import type { RunTrace, TraceTrack } from "../model/run-trace.ts";

/** Process and thread numbers are names only; Perfetto sorts tracks by them. */
const processId = 1;

/**
 * A trace in Chrome's JSON format, which Perfetto (ui.perfetto.dev) and chrome://tracing open. Each track is a thread of its own, so
 * that slices never overlap within one; how many elements stages hold are counters. Times are microseconds.
 *
 * Format: https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU ("Trace Event Format").
 */
export function traceJson(trace: RunTrace): string {
  const events = [
    { ph: "M", pid: processId, name: "process_name", args: { name: trace.pipelineName } },
    ...trace.tracks.flatMap((track, index) => trackEvents(track, index + 1)),
    ...trace.counters.flatMap(({ name, points }) =>
      points.map(({ atSeconds, value }) => ({
        ph: "C",
        pid: processId,
        ts: microseconds(atSeconds),
        name,
        args: { elements: value },
      })),
    ),
  ];
  const other = { tool: "soundings", droppedSpanCount: trace.droppedSpanCount };
  return `{"displayTimeUnit":"ms","otherData":${JSON.stringify(other)},"traceEvents":[\n${events.map((event) => JSON.stringify(event)).join(",\n")}\n]}\n`;
}

function trackEvents({ name, spans }: TraceTrack, threadId: number): readonly object[] {
  const place = { pid: processId, tid: threadId };
  return [
    { ph: "M", ...place, name: "thread_name", args: { name } },
    { ph: "M", ...place, name: "thread_sort_index", args: { sort_index: threadId } },
    ...spans.map((span) => {
      const start = microseconds(span.startSeconds);
      // The end is rounded, not the length: else a slice could reach into the next one.
      const duration = Number((microseconds(span.endSeconds) - start).toFixed(3));
      return { ph: "X", ...place, name: span.name, ts: start, dur: duration };
    }),
  ];
}

function microseconds(seconds: number): number {
  return Number((seconds * 1e6).toFixed(3));
}

/**
 * The same for speedscope (speedscope.app): one profile per track, of frames that open and close. Counters are left out: it has none.
 * Format: https://www.speedscope.app/file-format-schema.json
 */
export function speedscopeJson(trace: RunTrace): string {
  const names = [...new Set(trace.tracks.flatMap(({ spans }) => spans.map(({ name }) => name)))];
  const frameOf = new Map(names.map((name, index) => [name, index]));
  const endSeconds = Math.max(0, ...trace.tracks.map(({ spans }) => spans.at(-1)?.endSeconds ?? 0));
  return JSON.stringify({
    $schema: "https://www.speedscope.app/file-format-schema.json",
    exporter: "soundings",
    name: trace.pipelineName,
    activeProfileIndex: 0,
    shared: { frames: names.map((name) => ({ name })) },
    profiles: trace.tracks.map(({ name, spans }) => ({
      type: "evented",
      name,
      unit: "microseconds",
      startValue: 0,
      endValue: microseconds(endSeconds),
      events: spans.flatMap((span) => [
        { type: "O", frame: frameOf.get(span.name), at: microseconds(span.startSeconds) },
        { type: "C", frame: frameOf.get(span.name), at: microseconds(span.endSeconds) },
      ]),
    })),
  });
}
