import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import type { Flow } from "../../src/pipeline/flow.ts";
import { source } from "../../src/pipeline/flow.ts";
import { tryStages } from "../../src/profiler/try-stages.ts";

const now = (): number => performance.now() / 1000;

async function findRandomStages(flow: Flow<unknown>): Promise<readonly (readonly [string, boolean])[]> {
  return [...(await tryStages(flow, { now }))].map(([name, { isRandom }]) => [name, isRandom] as const);
}

const clips = (): Float32Array[] => [1, 2, 3, 4].map((n) => Float32Array.of(n, Number.NaN));

test("a stage is random when the same input gives another output, deep inside or later", async () => {
  let calls = 0;
  const flow = source("clips", clips)
    .map("copy", (samples) => ({ samples: samples.slice() }))
    .map("jitter", async ({ samples }) => ({ samples: samples.map((sample) => sample + Math.random()) }))
    .map("count", (clip) => ({ ...clip, number: ++calls }))
    .batch("batch", 2)
    .map("length", (batch) => batch.length);
  assert.deepEqual(await findRandomStages(flow), [
    ["copy", false],
    ["jitter", true],
    ["count", true],
    ["length", false],
  ]);
});

test("below a repetition a draw that is made of the number of an input is random, above it is not", async () => {
  const drawn = (samples: Float32Array, index: number): Float32Array =>
    samples.map((sample) => sample + index);
  const flow = source("clips", clips)
    .map("before", drawn)
    .repeat("epochs", 3)
    .map("after", drawn)
    .map("plain", (x) => x);
  assert.deepEqual(await findRandomStages(flow), [
    ["before", false],
    ["after", true],
    ["plain", false],
  ]);
});

test("a stage that changes its input in place is not random for that", async () => {
  const flow = source("clips", clips).map("louder", (samples) => samples.fill((samples[0] ?? 0) * 2));
  assert.deepEqual(await findRandomStages(flow), [["louder", false]]);
});

test("the training step is never called, and what fails or cannot be copied is left out", async () => {
  let steps = 0;
  const trained = source("clips", clips)
    .map("same", (samples) => samples)
    .consume("train", () => ++steps)
    .map("after", (samples) => samples);
  assert.deepEqual(
    (await findRandomStages(trained)).map(([name]) => name),
    ["same"],
  );
  assert.equal(steps, 0);
  const uncopied = source("functions", () => [() => 1]).map("call", (f) => f());
  assert.deepEqual(await findRandomStages(uncopied), []);
});

test("each call is timed alone, and a waiting one with what it waits", async () => {
  const flow = source("clips", clips).map("wait", (clip) => delay(5).then(() => clip));
  const { aloneSeconds = [] } = (await tryStages(flow, { now })).get("wait") ?? {};
  assert.equal(aloneSeconds.length, 8);
  assert.ok(aloneSeconds.every((seconds) => seconds >= 0.004));
});
