import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import type { PipelineProfile } from "../../src/model/pipeline-profile.ts";
import { type Flow, source } from "../../src/pipeline/flow.ts";
import { recordRun } from "../../src/profiler/record-run.ts";
import { summarizeRun } from "../../src/profiler/summarize-run.ts";
import { machineEffects } from "../../src/workflows/effects.ts";
import { simulateMachine } from "../support/simulated-machine.ts";
import { recordOn } from "../support/simulated-run.ts";

// Each test plants one fault into a sound pipeline, on the real machine: it has to be named as what it is, at its stage.

const hasSchedule = existsSync("/proc/self/schedstat");

async function profileOf(flow: Flow<unknown>): Promise<PipelineProfile> {
  const limits = { maxOutputs: null, maxSeconds: null, findsRandomStages: true };
  return summarizeRun(await recordRun({ name: "test", parameters: {}, flow }, limits, machineEffects));
}

/** Code and stage of each finding of these kinds. */
function found({ findings }: PipelineProfile, ...codes: readonly string[]): readonly (readonly string[])[] {
  return findings.filter(({ code }) => codes.includes(code)).map(({ code, subject }) => [code, subject]);
}

/** Work of the processor alone, however long it takes. */
function compute(rounds: number): number {
  let sum = 0;
  for (let round = 0; round < 1000 * rounds; round++) sum += Math.sqrt(sum + round);
  return sum;
}

function wait(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

interface Clip {
  readonly id: string;
  readonly sampleRateHertz: number;
  readonly durationSeconds: number;
  readonly samples: Float32Array;
}

const clips = (count: number): Flow<Clip> =>
  source("clips", () =>
    Array.from({ length: count }, (_, index) => ({
      id: `clip-${index}`,
      sampleRateHertz: 16_000,
      durationSeconds: 0.1,
      samples: Float32Array.from({ length: 1600 }, (_, frame) => Math.sin(index + frame / 7)),
    })),
  );

const contractCodes = [
  "output-not-a-number",
  "output-infinite",
  "rate-wrong",
  "rate-changed",
  "rates-mixed",
  "shape-transposed",
  "ragged-before-batch",
  "range-after-normalising",
];

test("a sound pipeline shows none of the faults", async () => {
  const profile = await profileOf(
    clips(60)
      .map("normalise", ({ samples }) => {
        compute(20);
        return samples.map((sample) => sample / 2);
      })
      .cache("cache")
      .repeat("epochs", 2)
      .batch("batch", 4),
  );
  assert.deepEqual(
    found(profile, ...contractCodes, "random-above-cache", "main-thread-blocked", "identity-broken"),
    [],
  );
});

test("a spin: the stage holds the main thread, and is on a core", async () => {
  const profile = await profileOf(
    clips(60)
      .map("decode", () => compute(20))
      .map("augment", () => compute(200))
      .map("mel", () => compute(20)),
  );
  assert.deepEqual([profile.bottleneck.stage, profile.bottleneck.resource], ["augment", "main"]);
  assert.deepEqual(found(profile, "main-thread-blocked"), []);
});

test("a sleep: the stage keeps its slot while the main thread has time to spare", async () => {
  const profile = await profileOf(
    clips(40)
      .map("read", async () => delay(5))
      .map("mel", () => compute(5)),
  );
  assert.deepEqual([profile.bottleneck.stage, profile.bottleneck.resource], ["read", "slots:read"]);
});

test("a synchronous sleep: the stage holds the main thread without computing", {
  skip: !hasSchedule,
}, async () => {
  const profile = await profileOf(
    clips(60)
      .map("read", () => wait(5))
      .map("mel", () => compute(50)),
  );
  assert.equal(profile.bottleneck.stage, "read");
  assert.deepEqual(found(profile, "main-thread-blocked"), [["main-thread-blocked", "read"]]);
});

test("pressure on the garbage collector: the stage that allocates is named", async () => {
  const kept: unknown[] = [];
  const profile = await profileOf(
    clips(60)
      .map("decode", () => compute(1))
      .map("augment", (_, index) => {
        kept[index % 4] = Array.from({ length: 60_000 }, (_, n) => ({ n, text: `${n}` }));
      })
      .map("mel", () => compute(1)),
  );
  assert.deepEqual(found(profile, "garbage-collection-heavy"), [["garbage-collection-heavy", "augment"]]);
  const byAllocation = [...profile.stages].sort((a, b) => (b.allocatedBytes ?? 0) - (a.allocatedBytes ?? 0));
  assert.equal(byAllocation[0]?.name, "augment");
});

test("other processes on all cores: the machine is busy, and no stage is blamed for waiting", {
  skip: !hasSchedule,
}, async () => {
  const others = Array.from({ length: 2 * availableParallelism() }, () =>
    spawn(process.execPath, ["-e", "for (;;);"], { stdio: "ignore" }),
  );
  try {
    await delay(100);
    const profile = await profileOf(clips(60).map("augment", () => compute(500)));
    assert.deepEqual(found(profile, "machine-busy"), [["machine-busy", "run"]]);
    assert.deepEqual(found(profile, "main-thread-blocked"), []);
  } finally {
    for (const other of others) other.kill();
  }
});

test("a queue of one between stages that take turns being slow", async () => {
  const machine = simulateMachine();
  const uneven = (index: number, phase: number): Promise<void> =>
    machine.latency(index % 16 < 8 === (phase === 0) ? 0.001 : 0.008);
  const flow = clips(80)
    .map("read", (_, index) => uneven(index, 0))
    .prefetch("ahead", 1)
    .map("send", (_, index) => uneven(index, 1));
  const profile = summarizeRun(await recordOn(machine, flow));
  assert.deepEqual(found(profile, "queue-too-short"), [["queue-too-short", "ahead"]]);
});

test("a random stage above a cache", async () => {
  const profile = await profileOf(
    clips(20)
      .map("decode", ({ samples }) => samples)
      .map("augment", (samples) => samples.map((sample) => sample + Math.random()))
      .cache("cache")
      .map("mix", (samples) => samples.map((sample) => sample * Math.random()))
      .repeat("epochs", 2),
  );
  assert.deepEqual(found(profile, "random-above-cache"), [["random-above-cache", "augment"]]);
  assert.deepEqual(
    profile.stages.map(({ isRandom }) => isRandom),
    [undefined, false, true, undefined, true, undefined],
  );
});

test("a wrong rate: every other sample is dropped, and the clip still says 16 kHz", async () => {
  const profile = await profileOf(
    clips(20)
      .map("resample", (clip) => ({ ...clip, samples: clip.samples.filter((_, frame) => frame % 2 === 0) }))
      .map("gain", (clip) => ({ ...clip, samples: clip.samples.map((sample) => sample / 2) })),
  );
  assert.deepEqual(found(profile, ...contractCodes), [["rate-wrong", "resample"]]);
});

test("a wrong rate: the label is changed, and the samples are not", async () => {
  const profile = await profileOf(
    clips(20)
      .map("decode", ({ sampleRateHertz, samples }) => ({ sampleRateHertz, samples }))
      .map("resample", (clip) => ({ ...clip, sampleRateHertz: 8000 })),
  );
  assert.deepEqual(found(profile, ...contractCodes), [["rate-wrong", "resample"]]);
});

test("a NaN, at the stage that makes it and not below", async () => {
  const profile = await profileOf(
    clips(20)
      .map("decode", ({ samples }) => samples)
      .map("log", (samples) => samples.map(Math.log))
      .map("scale", (samples) => samples.map((sample) => 2 * sample)),
  );
  assert.deepEqual(found(profile, "output-not-a-number"), [["output-not-a-number", "log"]]);
});

test("a transposed shape: of all outputs, or of some", async () => {
  const mel = (shape: readonly number[]) => () => ({ shape, data: new Float32Array(400).fill(0.5) });
  const turned = await profileOf(
    clips(20)
      .map("mel", mel([40, 10]))
      .map("mask", mel([10, 40])),
  );
  assert.deepEqual(found(turned, "shape-transposed"), [["shape-transposed", "mask"]]);
  const some = await profileOf(
    clips(20).map("mel", (_, index) => mel(index % 5 === 4 ? [10, 40] : [40, 10])()),
  );
  assert.deepEqual(found(some, "shape-transposed"), [["shape-transposed", "mel"]]);
  const meant = await profileOf(
    clips(20)
      .map("mel", mel([40, 10]))
      .map("transpose", mel([10, 40])),
  );
  assert.deepEqual(found(meant, "shape-transposed"), []);
});

test("clips of different lengths before a batch", async () => {
  const profile = await profileOf(
    clips(20)
      .map("trim", ({ samples }, index) => samples.slice(index))
      .batch("batch", 4),
  );
  assert.deepEqual(found(profile, ...contractCodes), [["ragged-before-batch", "trim"]]);
});

test("a normalisation that forgets to divide", async () => {
  const profile = await profileOf(
    clips(20).map("normalise", ({ samples }) => samples.map((sample) => sample * 32_768)),
  );
  assert.deepEqual(found(profile, ...contractCodes), [["range-after-normalising", "normalise"]]);
});
