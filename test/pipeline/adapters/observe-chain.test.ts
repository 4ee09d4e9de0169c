import assert from "node:assert/strict";
import { Readable, Transform, Writable } from "node:stream";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { createGunzip, gzipSync } from "node:zlib";
import { type ForeignPipeline, observe } from "../../../src/pipeline/adapters/observe.ts";
import { iterateFlow } from "../../../src/pipeline/run-flow.ts";
import { profileForeign, spin, stageNamed } from "../../support/profile-foreign.ts";

async function outputsOf(build: () => ForeignPipeline): Promise<readonly unknown[]> {
  const outputs: unknown[] = [];
  for await (const output of iterateFlow(await observe(build))) outputs.push(output);
  return outputs;
}

function* numbers(count = 60): Generator<number> {
  for (let index = 0; index < count; index++) yield index;
}

const errors = (findings: readonly { readonly severity: string }[]): readonly unknown[] =>
  findings.filter(({ severity }) => severity === "error");

test("plain async generators are stages, each charged for its own work only", async () => {
  async function* read(): AsyncGenerator<number> {
    for (const number of numbers()) {
      await sleep(1);
      yield number;
    }
  }
  async function* decode(input: AsyncIterable<number>): AsyncGenerator<number> {
    for await (const number of input) {
      spin(2);
      yield number;
    }
  }
  async function* group(input: AsyncIterable<number>): AsyncGenerator<readonly number[]> {
    let elements: number[] = [];
    for await (const number of input) {
      elements.push(number);
      if (elements.length < 4) continue;
      yield elements;
      elements = [];
    }
  }
  const build = () => [read, decode, group];
  const profile = await profileForeign(build);
  assert.deepEqual(
    profile.stages.map(({ name }) => name),
    ["read", "decode", "group"],
  );
  assert.equal(profile.bottleneck.stage, "decode");
  assert.deepEqual(errors(profile.findings), []);
  const [reading, decoding, grouping] = profile.stages;
  assert.ok(decoding!.busySeconds > reading!.busySeconds + grouping!.busySeconds);
  assert.ok(decoding!.busySeconds <= profile.run.wallSeconds);
  assert.ok(reading!.holdSeconds > reading!.busySeconds, "the timer of the source is part of its service");
  assert.equal(grouping!.inputCount, 4 * grouping!.outputCount);
  assert.deepEqual((await outputsOf(build))[1], [4, 5, 6, 7]);
});

test("streams of Node.js are piped as they are, and watched", async () => {
  const build = () => [
    Readable.from(numbers()),
    new Transform({
      objectMode: true,
      transform(chunk, _, callback) {
        spin(2);
        callback(null, chunk);
      },
    }),
    new Transform({
      objectMode: true,
      transform(chunk, _, callback) {
        setTimeout(() => callback(null, { chunk }), 1);
      },
    }),
    new Writable({
      objectMode: true,
      write(_chunk, _, callback) {
        callback();
      },
    }),
  ];
  const profile = await profileForeign(build, { names: ["read", "augment", "load", "train"] });
  assert.deepEqual(
    profile.stages.map(({ name, kind }) => `${name}: ${kind}`),
    ["read: source", "augment: flatMap", "load: flatMap", "train: consume"],
  );
  assert.deepEqual(errors(profile.findings), []);
  const busiest = [...profile.stages].sort((a, b) => b.busySeconds - a.busySeconds)[0];
  assert.equal(busiest?.name, "augment");
  assert.ok(stageNamed(profile, "load").holdSeconds > stageNamed(profile, "load").busySeconds);
  assert.equal((await outputsOf(build)).length, 60);
});

test("streams, generators and functions mix, and bytes arrive as they left", async () => {
  const text = Array.from(numbers(5000), (number) => `line ${number}\n`).join("");
  async function* lines(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
    let rest = "";
    for await (const chunk of chunks) {
      const parts = (rest + chunk.toString()).split("\n");
      rest = parts.pop() ?? "";
      yield* parts;
    }
  }
  const length = (line: string): number => line.length;
  const build = () => [Readable.from([gzipSync(text)]), createGunzip(), lines, length];
  const outputs = await outputsOf(build);
  assert.equal(outputs.length, 5000);
  assert.equal(outputs.at(-1), "line 4999".length);
  const profile = await profileForeign(build);
  assert.deepEqual(
    profile.stages.map(({ name }) => name),
    ["source", "Gunzip", "lines", "length"],
  );
});

test("web streams are fed one chunk at a time, and watched", async () => {
  const build = () => {
    const source = numbers();
    return [
      new ReadableStream({
        pull(controller) {
          const { value, done } = source.next();
          if (done) controller.close();
          else controller.enqueue(value);
        },
      }),
      new TransformStream({
        transform(chunk, controller) {
          spin(2);
          controller.enqueue(chunk);
        },
      }),
      new TransformStream({
        async transform(chunk, controller) {
          await sleep(1);
          controller.enqueue(chunk);
        },
      }),
      new WritableStream({ write() {} }),
    ];
  };
  const profile = await profileForeign(build, { names: ["read", "augment", "load", "train"] });
  assert.deepEqual(errors(profile.findings), []);
  const busiest = [...profile.stages].sort((a, b) => b.busySeconds - a.busySeconds)[0];
  assert.equal(busiest?.name, "augment");
  assert.deepEqual(await outputsOf(build), [...numbers()]);
});

test("a list of plain functions is a flow of our own", async () => {
  const decode = async (number: number): Promise<number> => number + 1;
  const mel = (number: number): number => number * 2;
  const flow = await observe(() => [() => numbers(3), decode, mel]);
  assert.deepEqual(
    flow.stages.map(({ name, kind }) => `${name}: ${kind}`),
    ["source: source", "decode: map", "mel: map"],
  );
  assert.deepEqual(await outputsOf(() => [() => numbers(3), decode, mel]), [2, 4, 6]);
});

test("a failure anywhere ends the run and names its stage", async () => {
  const failing = () => [
    Readable.from(numbers()),
    new Transform({
      objectMode: true,
      transform(chunk, _, callback) {
        callback(chunk === 3 ? new Error("bad chunk") : null, chunk);
      },
    }),
    new Writable({ objectMode: true, write: (_chunk, _, callback) => callback() }),
  ];
  await assert.rejects(outputsOf(failing), /stage "transform" threw on an element: bad chunk/);
  async function* decode(input: AsyncIterable<number>): AsyncGenerator<number> {
    for await (const number of input) {
      if (number === 3) throw new Error("bad number");
      yield number;
    }
  }
  await assert.rejects(
    outputsOf(() => [() => numbers(), decode]),
    /stage "decode" threw.*bad number/,
  );
  await assert.rejects(
    observe(() => [numbers(), 3]),
    /part 2 of the pipeline is no stream/,
  );
});
