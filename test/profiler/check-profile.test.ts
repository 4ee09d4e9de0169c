import assert from "node:assert/strict";
import { test } from "node:test";
import type { PipelineProfile } from "../../src/model/pipeline-profile.ts";
import { source } from "../../src/pipeline/flow.ts";
import { checkProfile } from "../../src/profiler/check-profile.ts";
import { recordRun } from "../../src/profiler/record-run.ts";
import { summarizeRun } from "../../src/profiler/summarize-run.ts";
import { simulateMachine } from "../support/simulated-machine.ts";
import { recordOn, recordWork, steadyWork } from "../support/simulated-run.ts";

/** Reading in three slots, work, and a step that uses it; as read from a file. */
async function readProfile(readSlots = 3): Promise<PipelineProfile> {
  const machine = simulateMachine();
  const flow = source("list", () => Array.from({ length: 120 }, (_, index) => index))
    .map("read", (n) => machine.latency(0.009).then(() => n), { concurrency: readSlots })
    .map("work", (n) => {
      machine.work(0.004);
      return n;
    })
    .consume("train", () => machine.work(0.001));
  return JSON.parse(JSON.stringify(summarizeRun(await recordOn(machine, flow)))) as PipelineProfile;
}

const fieldsOf = (profile: PipelineProfile): readonly string[] =>
  checkProfile(profile).map(({ field }) => field);

for (const readSlots of [1, 3]) {
  test(`a profile follows from its own counts and times, with ${readSlots} slots to read`, async () => {
    assert.deepEqual(checkProfile(await readProfile(readSlots)), []);
  });
}

test("so does one of synchronous stages and batches", async () => {
  assert.deepEqual(checkProfile(summarizeRun(await recordWork(steadyWork))), []);
});

/** Changes one field of a profile, wherever it is. */
function tamper(
  profile: PipelineProfile,
  path: readonly (string | number)[],
  value: unknown,
): PipelineProfile {
  const copy = structuredClone(profile);
  let holder = copy as unknown as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) holder = holder[key] as typeof holder;
  holder[path.at(-1) ?? ""] = value;
  return copy;
}

/** The same on a machine that counts what is read: 1 MB for each output, half of it from the disk. */
async function diskProfile(bytesPerSecond?: number): Promise<PipelineProfile> {
  const machine = simulateMachine();
  const flow = source("list", () => Array.from({ length: 120 }, (_, index) => index))
    .map("read", (n) => machine.latency(0.02).then(() => n))
    .map("work", () => machine.work(0.004));
  const counting = {
    ...machine,
    readBytes: () => ({ requestedBytes: 5e7 * machine.now(), deviceBytes: 2.5e7 * machine.now() }),
  };
  const limits = {
    maxOutputs: null,
    maxSeconds: null,
    ...(bytesPerSecond && { diskBytesPerSecond: bytesPerSecond }),
  };
  const record = await machine.run(() => recordRun({ name: "test", parameters: {}, flow }, limits, counting));
  return JSON.parse(JSON.stringify(summarizeRun(record))) as PipelineProfile;
}

test("what was read bounds a run where the disk's rate is stated, and follows from the file", async () => {
  const profile = await diskProfile(1e6);
  assert.deepEqual(checkProfile(profile), []);
  assert.deepEqual([profile.bottleneck.resource, profile.bottleneck.stage], ["disk", "read"]);
  const { deviceBytes, requestedBytes, rate } = profile.run.disk!;
  assert.deepEqual(rate, { bytesPerSecond: 1e6, source: "stated" });
  // What the page cache gave is read by no disk.
  assert.ok(Math.abs(requestedBytes / deviceBytes - 2) < 1e-9);
  const bound = profile.bounds.find(({ resource }) => resource === "disk")!;
  assert.ok(Math.abs(bound.demandSeconds * profile.run.outputCount * 1e6 - deviceBytes) < 1);
  for (const [path, field] of [
    [["run", "disk", "deviceBytes"], "bounds[0].demandSeconds"],
    [["run", "disk", "rate", "bytesPerSecond"], "bounds[0].demandSeconds"],
  ] as const) {
    assert.ok(fieldsOf(tamper(profile, path, 1e5)).includes(field));
  }
  const without = profile.bounds.filter(({ resource }) => resource !== "disk");
  assert.ok(fieldsOf({ ...profile, bounds: without }).includes("bounds"));
});

test("without a rate there is no bound of the disk, and the file says null", async () => {
  const profile = await diskProfile();
  assert.equal(profile.run.disk?.rate, null);
  assert.equal(
    profile.bounds.some(({ resource }) => resource === "disk"),
    false,
  );
  assert.deepEqual(checkProfile(profile), []);
  // A machine that does not count says nothing at all.
  assert.equal((await readProfile()).run.disk, null);
});

for (const [path, value, field] of [
  [["bounds", 0, "demandSeconds"], 0.001, "bounds[0].demandSeconds"],
  [["bounds", 0, "outputsPerSecond"], 999, "bounds[0].outputsPerSecond"],
  [["bounds", 0, "capacity"], 2, "bounds[0].capacity"],
  [["bounds", 0, "inequality"], "X <= 12", "bounds[0].inequality"],
  [["bottleneck", "stage"], "read", "bottleneck.stage"],
  [["bottleneck", "utilization"], 0.1, "bottleneck.utilization"],
  [["stages", 2, "busySeconds"], 0.1, "bounds[0].demandSeconds"],
  [["stages", 1, "holdSeconds"], 0.1, "stages[1].utilization"],
  [["stages", 2, "visitRatio"], 3, "stages[2].visitRatio"],
  [["run", "outputsPerSecond"], 3, "run.outputsPerSecond"],
  [["predictions", 0, "speedup"], 30, "predictions[0].speedup"],
  [["bounds"], [], "bounds"],
] as const) {
  test(`a changed ${path.join(".")} does not go unnoticed`, async () => {
    const fields = fieldsOf(tamper(await readProfile(), path, value));
    assert.ok(fields.includes(field), `${field} is among ${fields.join(", ")}`);
  });
}
