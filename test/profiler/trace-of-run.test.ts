import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import fc from "fast-check";
import type { RunTrace } from "../../src/model/run-trace.ts";
import { source } from "../../src/pipeline/flow.ts";
import { recordRun } from "../../src/profiler/record-run.ts";
import { traceOf } from "../../src/profiler/trace-of-run.ts";
import { speedscopeJson, traceJson } from "../../src/report/trace-json.ts";
import { machineEffects } from "../../src/workflows/effects.ts";
import { recordWork, steadyWork } from "../support/simulated-run.ts";

async function traced(): Promise<RunTrace> {
  const flow = source("numbers", () => Array.from({ length: 40 }, (_, index) => index))
    .map(
      "read",
      async (n) => {
        await delay(1 + (n % 3));
        return n;
      },
      { concurrency: 4 },
    )
    .map("work", (n) => {
      const until = performance.now() + 0.3;
      while (performance.now() < until);
      return n;
    })
    .prefetch("ahead", 3)
    .batch("batch", 4);
  const record = await recordRun(
    { name: "traced", parameters: {}, flow },
    { maxOutputs: null, maxSeconds: null, notesCalls: true },
    machineEffects,
  );
  return traceOf(record);
}

const trace = await traced();

test("a trace has a track per slot, and the calls of the stage are all there", () => {
  const slots = trace.tracks.filter(({ name }) => name.startsWith("read"));
  assert.ok(slots.length > 1 && slots.length <= 4, `${slots.length} slots`);
  assert.equal(
    slots.reduce((sum, { spans }) => sum + spans.length, 0),
    40,
  );
  assert.ok(trace.tracks.some(({ name }) => name === "main thread"));
  assert.equal(trace.droppedSpanCount, 0);
});

test("in Perfetto's format no slice overlaps another of its track", () => {
  const { traceEvents } = JSON.parse(traceJson(trace)) as {
    traceEvents: { ph: string; tid?: number; ts: number; dur: number; name: string }[];
  };
  const slices = traceEvents.filter(({ ph }) => ph === "X");
  assert.ok(slices.length > 100);
  const ends = new Map<number, number>();
  for (const { tid, ts, dur } of slices) {
    assert.ok(dur >= 0);
    assert.ok(ts >= (ends.get(tid!) ?? 0) - 1e-6, `a slice of track ${tid} begins before the last one ended`);
    ends.set(tid!, ts + dur);
  }
  const counters = traceEvents.filter(({ ph, name }) => ph === "C" && name === "elements in ahead");
  assert.ok(counters.length > 5);
  const named = traceEvents.filter(({ ph, name }) => ph === "M" && name === "thread_name");
  assert.equal(named.length, trace.tracks.length);
});

test("in speedscope's format every frame that opens is closed, in order of time", () => {
  const { profiles, shared } = JSON.parse(speedscopeJson(trace)) as {
    shared: { frames: { name: string }[] };
    profiles: { endValue: number; events: { type: string; frame: number; at: number }[] }[];
  };
  assert.equal(profiles.length, trace.tracks.length);
  for (const { events, endValue } of profiles) {
    let at = 0;
    const open: number[] = [];
    for (const event of events) {
      assert.ok(event.at >= at && event.at <= endValue);
      at = event.at;
      if (event.type === "O") open.push(event.frame);
      else assert.equal(open.pop(), event.frame);
    }
    assert.deepEqual(open, []);
  }
  assert.ok(shared.frames.some(({ name }) => name === "work"));
});

test("whatever calls overlap, the events keep the rules of the Trace Event Format, and no call is lost", async () => {
  const record = await recordWork(steadyWork);
  const startSeconds = record.snapshots[0]!.timeSeconds;
  // To a tenth of a nanosecond, which is less than the format keeps: rounding may make no two slices overlap.
  const call = fc
    .tuple(fc.integer({ min: 0, max: 2 }), fc.nat(1e8), fc.integer({ min: 20, max: 1e7 }))
    .map(([stageIndex, start, length]) => ({
      stageIndex,
      startSeconds: startSeconds + start * 1e-10,
      endSeconds: startSeconds + (start + length) * 1e-10,
    }));
  fc.assert(
    fc.property(fc.array(call, { maxLength: 60 }), (spans) => {
      const calls = { spans, droppedCount: 0 };
      const { tracks } = traceOf({ ...record, slices: [], calls });
      const { traceEvents } = JSON.parse(traceJson(traceOf({ ...record, slices: spans, calls }))) as {
        traceEvents: { ph: string; pid: unknown; tid?: number; ts: number; dur: number; name: unknown }[];
      };
      assert.equal(
        tracks.reduce((sum, track) => sum + track.spans.length, 0),
        spans.length,
      );
      const named = new Set(traceEvents.filter(({ ph }) => ph === "M").map(({ tid }) => tid));
      const ends = new Map<number, number>();
      for (const { ph, pid, tid, ts, dur, name } of traceEvents) {
        assert.ok(["M", "X", "C"].includes(ph) && Number.isInteger(pid) && typeof name === "string");
        if (ph !== "X") continue;
        assert.ok(named.has(tid) && Number.isFinite(ts) && ts >= 0 && dur >= 0);
        // Compared in whole nanoseconds, as a reader of the format does.
        const [from, to] = [Math.round(ts * 1000), Math.round(ts * 1000) + Math.round(dur * 1000)];
        assert.ok(from >= (ends.get(tid!) ?? 0), `track ${tid} overlaps at ${ts}`);
        ends.set(tid!, to);
      }
    }),
    { seed: 3, numRuns: 200 },
  );
});
