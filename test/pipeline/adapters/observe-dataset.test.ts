import assert from "node:assert/strict";
import { test } from "node:test";
import * as tf from "@tensorflow/tfjs";
import { type ForeignPipeline, observe } from "../../../src/pipeline/adapters/observe.ts";
import { pipeline } from "../../../src/pipeline/pipeline.ts";
import { iterateFlow } from "../../../src/pipeline/run-flow.ts";
import { profileForeign, spin, stageNamed } from "../../support/profile-foreign.ts";

await tf.setBackend("cpu");

/** Written as its author would, with nothing of ours in it. */
function training(count: number): tf.data.Dataset<tf.TensorContainer> {
  function* clips(): Generator<tf.Tensor> {
    for (let index = 0; index < count; index++) yield tf.tensor1d([index, index + 1, index + 2]);
  }
  async function decode(clip: tf.TensorContainer): Promise<tf.TensorContainer> {
    await new Promise((resolve) => setTimeout(resolve, 2));
    return clip;
  }
  function augment(clip: tf.TensorContainer): tf.TensorContainer {
    spin(2);
    return tf.add(clip as tf.Tensor, 1);
  }
  return tf.data
    .generator(clips as unknown as () => Iterator<tf.Tensor>)
    .mapAsync(decode)
    .map(augment)
    .shuffle(8, "seed")
    .batch(4)
    .prefetch(2);
}

const foreign = (dataset: unknown): ForeignPipeline => dataset as ForeignPipeline;

test("an unmodified dataset is profiled stage by stage, and the slow function is named", async () => {
  const profile = await profileForeign(() => foreign(training(80)));
  assert.deepEqual(
    profile.stages.map(({ name, kind }) => `${name}: ${kind}`),
    [
      "source: source",
      "decode: map",
      "augment: map",
      "shuffle: shuffle",
      "batch: batch",
      "prefetch: prefetch",
    ],
  );
  assert.equal(profile.bottleneck.stage, "augment");
  assert.deepEqual(
    profile.findings.filter(({ severity }) => severity === "error"),
    [],
  );
  assert.ok(profile.predictions.length > 0);
  assert.deepEqual(stageNamed(profile, "batch").contract?.shape, [4, 3]);
  assert.equal(stageNamed(profile, "batch").contract?.dtype, "float32");
  assert.equal(Math.round(profile.run.exampleCount / profile.run.outputCount), 4);
});

test("a prefetch lets the asynchronous stages above it overlap, as many times as elements are asked for", async () => {
  const { stages } = await observe(() => foreign(training(8)));
  const [spec] = stages;
  assert.ok(spec?.kind === "source" && spec.observed !== undefined);
  const slots = Object.fromEntries(spec.observed.stages.map(({ name, concurrency }) => [name, concurrency]));
  assert.deepEqual(slots, { source: 8, decode: 8, augment: 1, shuffle: 1, batch: 1, prefetch: 2 });
  assert.equal(spec.observed.examplesPerOutput, 4);
});

test("watching changes no element, and leaves no tensor behind", async () => {
  const before = tf.memory().numTensors;
  await profileForeign(() => foreign(training(16)));
  assert.equal(tf.memory().numTensors, before);
  const plain: number[][] = [];
  await training(16).forEachAsync((batch) => {
    plain.push((batch as tf.Tensor2D).arraySync().map(([first]) => first!));
  });
  const observed: number[][] = [];
  for await (const batch of iterateFlow(await observe(() => foreign(training(16))))) {
    observed.push((batch as tf.Tensor2D).arraySync().map(([first]) => first!));
  }
  assert.deepEqual(observed, plain);
});

test("zip, filter, skip, take, repeat and concatenate are stages with their counts", async () => {
  const odd = (pair: { y: number }): boolean => pair.y % 2 === 1;
  const build = () => {
    const numbers = tf.data.array([1, 2, 3, 4, 5, 6]);
    const pairs = tf.data.zip({ x: numbers.map((x) => 2 * x), y: numbers });
    return foreign(
      pairs
        .filter(odd as never)
        .skip(1)
        .take(2)
        .concatenate(pairs.take(1) as never)
        .repeat(3),
    );
  };
  const profile = await profileForeign(build);
  assert.deepEqual(
    profile.stages.map(({ name }) => name),
    [
      "source",
      "map",
      "source 2",
      "zip",
      "odd",
      "skip",
      "take",
      "source 3",
      "map 2",
      "source 4",
      "zip 2",
      "take 2",
      "concatenate",
      "repeat",
    ],
  );
  assert.deepEqual(
    profile.run.epochs.map(({ outputCount }) => outputCount),
    [3, 3, 3],
  );
  const outputs: unknown[] = [];
  for await (const output of iterateFlow(await observe(build))) outputs.push(output);
  assert.deepEqual(outputs.slice(0, 3), [
    { x: 6, y: 3 },
    { x: 10, y: 5 },
    { x: 2, y: 1 },
  ]);
  assert.equal(outputs.length, 9);
});

test("later epochs of a repeated dataset are watched like the first", async () => {
  const profile = await profileForeign(() =>
    foreign(
      tf.data
        .array([1, 2, 3, 4])
        .map((x) => x + 1)
        .repeat(5),
    ),
  );
  const [, first, ...others] = profile.run.epochs;
  assert.equal(first?.outputCount, 4);
  assert.ok(
    others.every(({ busySeconds }) => (busySeconds?.[1] ?? 0) > 0),
    "no work was seen in a later epoch",
  );
});

test("an error names the stage and the element", async () => {
  const broken = () =>
    foreign(
      tf.data.array(["a.wav", "b.wav"]).map(function decode(path) {
        if (path === "b.wav") throw new Error("not RIFF");
        return path;
      }),
    );
  await assert.rejects(profileForeign(broken), /stage "decode" threw on an element \(b\.wav\): not RIFF/);
});

test("names may be given, and further stages may follow", async () => {
  const flow = await observe(() => foreign(tf.data.array([1, 2, 3]).map((x) => x + 1)), {
    names: ["clips", "plus one"],
  });
  const outputs: unknown[] = [];
  const longer = flow.map("negate", (value) => -(value as number));
  assert.throws(() => longer.map("plus one", (value) => value), /two stages are named "plus one"/);
  for await (const output of iterateFlow(longer)) outputs.push(output);
  assert.deepEqual(outputs, [-2, -3, -4]);
});

test("a builder may give a dataset itself: one wrapping call", async () => {
  const wrapped = pipeline("numbers", () => foreign(tf.data.array([1, 2, 3]).map((x) => x * 2)));
  const outputs: unknown[] = [];
  for await (const output of wrapped) outputs.push(output);
  assert.deepEqual(outputs, [2, 4, 6]);
});

test("kernels that a device has only queued are paid for by the stage that queued them, in calibration", async () => {
  /** Stands for a tensor on an accelerator: its kernel runs when it is first read. */
  const lazy = (work: () => void) => {
    let isDone = false;
    return {
      shape: [1],
      dtype: "float32",
      dataSync() {
        if (!isDone) work();
        isDone = true;
        return new Float32Array(1);
      },
    };
  };
  const build = () =>
    foreign(
      tf.data
        .array(Array.from({ length: 12 }, (_, index) => index))
        .map(function kernel() {
          return { made: lazy(() => spin(3)) } as never;
        })
        .map(function read(value) {
          (value as { made: { dataSync(): unknown } }).made.dataSync();
          return value;
        }),
    );
  const usual = await profileForeign(build);
  assert.ok(stageNamed(usual, "kernel").busySeconds < stageNamed(usual, "read").busySeconds);
  const calibrated = await profileForeign(build, { readsTensors: true });
  assert.ok(stageNamed(calibrated, "kernel").busySeconds > stageNamed(calibrated, "read").busySeconds);
});
