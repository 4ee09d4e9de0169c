import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import * as tf from "@tensorflow/tfjs";
import { observe } from "../../../src/pipeline/adapters/observe.ts";
import { type Flow, source } from "../../../src/pipeline/flow.ts";
import { captureOutputs } from "../../../src/profiler/compare/capture-outputs.ts";
import { type ComparedRuns, compareRuns } from "../../../src/profiler/compare/compare-runs.ts";
import { seedChance } from "../../../src/workflows/seed-chance.ts";

type BuildFlow = () => Flow<unknown> | Promise<Flow<unknown>>;

/** Compares two flows on their first eight outputs. */
async function compare(before: BuildFlow, after: BuildFlow, tolerance = 1e-5): Promise<ComparedRuns> {
  const chance = seedChance(7);
  try {
    const run = (flow: Flow<unknown>) => captureOutputs(flow, { maxOutputs: 8, keptCount: 8 }, chance);
    const twice = async (build: BuildFlow) => ({
      specs: (await build()).stages,
      run: await run(await build()),
      again: await run(await build()),
    });
    return await compareRuns(await twice(before), await twice(after), { tolerance, chance });
  } finally {
    chance.release();
  }
}

/** Each stage with what came of it and why. */
function outcomes({ stages }: ComparedRuns): readonly string[] {
  return stages.map(({ name, outcome, cause }) => [name, outcome, ...(cause ? [cause] : [])].join(" "));
}

const clips = (count = 8): Flow<Float32Array> =>
  source("clips", () =>
    Array.from({ length: count }, (_, index) => Float32Array.of(index, index + 1, index + 2)),
  );

const scaled =
  (factor: number) =>
  (values: Float32Array): Float32Array =>
    values.map((value) => factor * value);

test("the same pipeline parts nowhere, chance included", async () => {
  const flow = (): Flow<unknown> =>
    clips()
      .map(
        "read",
        async (values) => {
          await delay(1);
          // Drawn behind an await, while later calls have begun.
          return values.map((value) => value + Math.random());
        },
        { concurrency: 4 },
      )
      .shuffle("shuffle", 4)
      .map("augment", (values) => values.map((value) => value * Math.random()))
      .batch("batch", 2);
  const compared = await compare(flow, flow);
  assert.deepEqual(new Set(compared.stages.map(({ outcome }) => outcome)), new Set(["equal"]));
  assert.deepEqual([compared.partsAt, compared.hasDiffered, compared.hasOtherOutputs], [null, false, false]);
});

test("where one version alone draws beyond control at its end, the ends are random and no difference", async () => {
  let drawn = 0;
  const steady = (): Flow<unknown> => clips().map("noise", scaled(1));
  const noisy = (): Flow<unknown> => clips().map("noise", (values) => values.map((value) => value + ++drawn));
  for (const [before, after] of [
    [steady, noisy],
    [noisy, steady],
  ] as const) {
    const compared = await compare(before, after);
    assert.deepEqual([compared.stages[1]!.outcome, compared.hasOtherOutputs], ["random", false]);
  }
});

test("they part at the stage that changed, and those below it only pass it on", async () => {
  const flow = (factor: number) => (): Flow<unknown> =>
    clips().map("decode", scaled(1)).map("gain", scaled(factor)).map("mel", scaled(3)).batch("batch", 2);
  const compared = await compare(flow(1), flow(2));
  assert.deepEqual(outcomes(compared), [
    "clips equal",
    "decode equal",
    "gain different itself",
    "mel different inputs",
    "batch different inputs",
  ]);
  assert.equal(compared.partsAt, "gain");
  assert.equal(compared.hasOtherOutputs, true);
  const gain = compared.stages[2]!;
  assert.deepEqual(gain.values, {
    comparedCount: 8,
    equalCount: 0,
    closeCount: 0,
    largestAbsolute: 9,
    largestRelative: 0.5,
    firstIndex: 0,
    firstPlace: "[1]",
  });
  assert.deepEqual(
    gain.facts.filter(({ isSame }) => !isSame).map(({ name, before, after }) => [name, before, after]),
    [
      ["max", 9, 18],
      ["mean", 4.5, 9],
      [
        "standardDeviation",
        gain.before!.channels![0]!.standardDeviation,
        2 * gain.before!.channels![0]!.standardDeviation,
      ],
    ],
  );
});

test("a second stage that changes is told apart from what it was given", async () => {
  const flow = (factor: number) => (): Flow<unknown> =>
    clips()
      .map("gain", scaled(factor))
      .map("mel", scaled(1 / factor));
  const compared = await compare(flow(1), flow(2));
  assert.deepEqual(outcomes(compared), ["clips equal", "gain different itself", "mel equal"]);
  // The second makes up for the first: the pipelines give the same.
  assert.deepEqual([compared.hasDiffered, compared.hasOtherOutputs], [true, false]);
  const both = await compare(flow(1), () => clips().map("gain", scaled(2)).map("mel", scaled(5)));
  assert.deepEqual(outcomes(both), ["clips equal", "gain different itself", "mel different itself"]);
});

test("what another stage draws changes nothing for the stages around it", async () => {
  const noisy = (values: Float32Array): Float32Array => values.map((value) => value + Math.random());
  const compared = await compare(
    () => clips().map("crop", scaled(1)).map("noise", noisy),
    () =>
      clips()
        .map("crop", (values) => scaled(1 + 0 * Math.random())(values))
        .map("noise", noisy),
  );
  assert.deepEqual(outcomes(compared), ["clips equal", "crop equal", "noise equal"]);
});

test("a stage that gives other values each time is random, and differs only in kind", async () => {
  let count = 0;
  const counted = (values: Float32Array): Float32Array => values.map(() => ++count);
  const flow = (): Flow<unknown> => clips().map("count", counted);
  assert.deepEqual(outcomes(await compare(flow, flow)), ["clips equal", "count random"]);
  const longer = (): Flow<unknown> =>
    clips().map("count", (values) => Float32Array.of(...counted(values), ++count));
  assert.deepEqual(outcomes(await compare(flow, longer)), ["clips equal", "count different itself"]);
});

test("stages that are new or gone are named where they are, and rounding is close", async () => {
  const compared = await compare(
    () => clips().map("denoise", scaled(1)).map("mel", scaled(2)),
    () => clips().map("mel", scaled(2.000_001)).map("log", scaled(1)),
  );
  assert.deepEqual(outcomes(compared), ["clips equal", "denoise removed", "mel close inputs", "log added"]);
  assert.equal(compared.partsAt, "denoise");
  assert.equal(compared.hasOtherOutputs, false);
});

test("a stage that changes its input in place spoils no comparison", async () => {
  const inPlace = (values: Float32Array): Float32Array => {
    for (let index = 0; index < values.length; index++) values[index]! *= 2;
    return values;
  };
  const compared = await compare(
    () => clips().map("decode", scaled(1)).map("gain", inPlace),
    () => clips().map("decode", scaled(1)).map("gain", scaled(2)),
  );
  assert.deepEqual(outcomes(compared), ["clips equal", "decode equal", "gain equal"]);
});

test("a dataset of tf.data is compared as it is, its tensors by their values", async () => {
  const dataset = (factor: number) => (): Promise<Flow<unknown>> =>
    observe(() =>
      tf.data
        .array([1, 2, 3, 4])
        .map((n) => tf.tensor1d([n as number, 1]))
        .map((clip) => tf.mul(clip as tf.Tensor, factor))
        .batch(2),
    );
  const same = await compare(dataset(2), dataset(2));
  assert.deepEqual(
    same.stages.map(({ outcome }) => outcome),
    ["equal", "equal", "equal", "equal"],
  );
  const other = await compare(dataset(2), dataset(3));
  assert.deepEqual(
    other.stages.map(({ outcome, cause }) => [outcome, cause]),
    [
      ["equal", undefined],
      ["equal", undefined],
      ["different", "itself"],
      // It runs by itself and cannot be called alone.
      ["different", "unknown"],
    ],
  );
  assert.equal(other.stages[2]!.values?.largestAbsolute, 4);
});
