import assert from "node:assert/strict";
import { test } from "node:test";
import type { CpuProfile } from "../../src/model/cpu-profile.ts";
import type { RunRecord } from "../../src/profiler/run-record.ts";
import { profileOfStage, sampledFunctions } from "../../src/profiler/sampled-functions.ts";
import { recordWork, steadyWork } from "../support/simulated-run.ts";

const frame = (functionName: string, url: string, lineNumber = 0) => ({
  functionName,
  url,
  lineNumber,
  ...{ scriptId: "1", columnNumber: 0 },
});

const user = "file:///home/u/pipeline.ts";

/** Under the runtime: `decode`, and `mel` that calls `fft` and a function of Node.js; what runs behind an await has no runtime above it. */
const nodes: CpuProfile["nodes"] = [
  { id: 1, callFrame: frame("(root)", "", -1), children: [2, 7, 8] },
  { id: 2, callFrame: frame("pull", "file:///pkg/dist/pipeline/calls.js"), children: [3, 4] },
  { id: 3, callFrame: frame("decode", user, 9) },
  { id: 4, callFrame: frame("mel", user, 19), children: [5, 6] },
  { id: 5, callFrame: frame("fft", user, 29) },
  { id: 6, callFrame: frame("alloc", "node:buffer", 4) },
  { id: 7, callFrame: frame("(program)", "", -1) },
  { id: 8, callFrame: frame("mel", user, 19) },
];

/** Two slices, 0 to 10 ms of decode and 10 to 40 ms of mel, then 10 ms in none; a sample each millisecond, in the middle of it. */
async function sampled(samples: readonly number[]) {
  const record: RunRecord = {
    ...(await recordWork(steadyWork)),
    slices: [
      { stageIndex: 1, startSeconds: 0, endSeconds: 0.01 },
      { stageIndex: 2, startSeconds: 0.01, endSeconds: 0.04 },
    ],
  };
  const profile: CpuProfile = {
    ...{ nodes, samples, startTime: 5_000_000, endTime: 5_060_000 },
    timeDeltas: samples.map((_, index) => (index === 0 ? 500 : 1000)),
  };
  return { record, code: { profile, startSeconds: 0, ownUrl: "file:///pkg/dist/", folder: "/home/u/" } };
}

const repeat = (id: number, count: number): readonly number[] => Array.from({ length: count }, () => id);
const inSlices = [...repeat(3, 10), ...repeat(5, 18), ...repeat(4, 9), ...repeat(6, 3)];

test("samples belong to the stage whose slice they fell into, whatever function they show", async () => {
  const { record, code } = await sampled([...inSlices, ...repeat(7, 10)]);
  const { sampleCount, attributedShare, stages } = sampledFunctions(record, code);
  assert.equal(sampleCount, 50);
  assert.equal(attributedShare, 0.8);
  assert.deepEqual(
    stages.map((stage) => [stage.name, stage.sampleCount]),
    [
      ["decode", 10],
      ["mel", 30],
    ],
  );
  assert.deepEqual(
    stages[1]!.functions.map(({ name, place, selfSeconds, totalSeconds }) => [
      ...[name, place, Math.round(1000 * selfSeconds), Math.round(1000 * totalSeconds)],
    ]),
    [
      ["fft", "pipeline.ts:30", 18, 18],
      ["mel", "pipeline.ts:20", 9, 30],
      ["alloc", "node:buffer:5", 3, 3],
    ],
  );
});

test("behind an await a sample belongs to the only stage that the function was seen in", async () => {
  const { record, code } = await sampled([...inSlices, ...repeat(8, 6), ...repeat(7, 4)]);
  const mel = sampledFunctions(record, code).stages.find(({ name }) => name === "mel")!;
  assert.equal(mel.sampleCount, 36);
});

test("a function that several stages share says nothing of whose it is", async () => {
  const { record, code } = await sampled([...repeat(4, 10), ...repeat(4, 30), ...repeat(8, 6)]);
  const { stages } = sampledFunctions(record, code);
  assert.deepEqual(
    stages.map((stage) => stage.sampleCount),
    [10, 30],
  );
});

test("the profile of one stage is a valid one, idle while others work", async () => {
  const { record, code } = await sampled([...inSlices, ...repeat(7, 10)]);
  const profile = profileOfStage(record, code, "mel");
  assert.equal(profile.samples.length, profile.timeDeltas.length);
  const byId = new Map(profile.nodes.map((node) => [node.id, node]));
  const names = profile.samples.map((id) => byId.get(id)!.callFrame.functionName);
  assert.deepEqual(
    ["(idle)", "decode", "fft", "mel", "alloc"].map((name) => names.filter((one) => one === name).length),
    [20, 0, 18, 9, 3],
  );
  for (const { id, hitCount } of profile.nodes) {
    assert.equal(hitCount, profile.samples.filter((sample) => sample === id).length);
  }
  // Every node but the root has one parent.
  const children = profile.nodes.flatMap((node) => node.children ?? []).sort((a, b) => a - b);
  assert.deepEqual(
    children,
    profile.nodes.map(({ id }) => id).filter((id) => id !== 1),
  );
});
