import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { gunzipSync } from "node:zlib";
import { messageOf, SoundingsError } from "../model/errors.ts";
import type { ForeignSpan, ForeignTrace } from "../model/foreign-trace.ts";

/** An event of Chrome's trace format, as far as it is read. */
interface TraceEvent {
  readonly ph?: string;
  readonly name?: string;
  readonly cat?: string;
  readonly pid?: number | string;
  readonly tid?: number | string;
  /** Microseconds. */
  readonly ts?: number;
  readonly dur?: number;
}

/**
 * Reads a trace in Chrome's JSON format, as torch.profiler, tf.data's profiler and Perfetto write it, plain or with gzip: complete
 * events, and pairs of begin and end.
 * @throws SoundingsError ("usage") when it cannot be read or holds no timed event
 */
export async function readTrace(path: string): Promise<ForeignTrace> {
  const spans = spansOf(await eventsIn(path));
  const startSeconds = spans.reduce(
    (least, span) => Math.min(least, span.startSeconds),
    Number.POSITIVE_INFINITY,
  );
  if (spans.length === 0) {
    throw new SoundingsError("usage", `${path} holds no timed event`, {
      hint: 'give a trace in Chrome\'s format, such as prof.export_chrome_trace("trace.json") writes',
    });
  }
  return {
    name: basename(path).replace(/(\.trace|\.pt)?\.json(\.gz)?$/i, ""),
    spans: spans
      .map((span) => ({
        ...span,
        startSeconds: span.startSeconds - startSeconds,
        endSeconds: span.endSeconds - startSeconds,
      }))
      .sort((a, b) => a.startSeconds - b.startSeconds || b.endSeconds - a.endSeconds),
  };
}

async function eventsIn(path: string): Promise<readonly TraceEvent[]> {
  try {
    const bytes = await readFile(path);
    const text = (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString("utf8");
    const value = JSON.parse(text) as { traceEvents?: unknown } | unknown[];
    const events = Array.isArray(value) ? value : value?.traceEvents;
    if (Array.isArray(events)) return events as readonly TraceEvent[];
  } catch (thrown) {
    throw new SoundingsError("usage", `${path} cannot be read as a trace: ${messageOf(thrown)}`, {
      cause: thrown,
    });
  }
  throw new SoundingsError("usage", `${path} is no trace: it has no list of events`, {
    hint: "give a trace in Chrome's JSON format, or a module that exports a pipeline",
  });
}

function spansOf(events: readonly TraceEvent[]): readonly ForeignSpan[] {
  const spans: ForeignSpan[] = [];
  const open = new Map<string, TraceEvent[]>();
  for (const event of events) {
    const thread = `${event.pid ?? ""}/${event.tid ?? ""}`;
    if (typeof event.ts !== "number") continue;
    if (event.ph === "X" && typeof event.dur === "number")
      spans.push(spanOf(event, thread, event.ts + event.dur));
    else if (event.ph === "B") open.set(thread, [...(open.get(thread) ?? []), event]);
    else if (event.ph === "E") {
      const begun = open.get(thread)?.pop();
      if (begun !== undefined) spans.push(spanOf(begun, thread, event.ts));
    }
  }
  return spans;
}

function spanOf({ name = "", cat = "", ts = 0 }: TraceEvent, thread: string, end: number): ForeignSpan {
  return { name, category: cat, thread, startSeconds: ts / 1e6, endSeconds: end / 1e6 };
}
