import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import type { PipelineReport } from "../../../src/model/pipeline-profile.ts";
import { renderPipelineHtml } from "../../../src/report/render-pipeline-html.ts";
import { profileTrace } from "../../../src/workflows/profile-trace.ts";

const folder = join(import.meta.dirname, "../../fixtures/traces");
const errorsOf = ({ findings }: PipelineReport): readonly unknown[] =>
  findings.filter(({ severity }) => severity === "error");

test("a torch.profiler trace gives a report: stages by their annotations, nested ones charged for their own time", async () => {
  const report = await profileTrace(join(folder, "torch.json"));
  assert.deepEqual(
    report.stages.map(({ name, kind }) => `${name}: ${kind}`),
    ["DataLoader: source", "decode: map", "augment: map", "train_step: consume"],
  );
  assert.deepEqual(errorsOf(report), []);
  assert.equal(report.bottleneck.stage, "augment");
  // 10.2 ms per batch: 98.04 batches a second.
  assert.ok(Math.abs(report.run.outputsPerSecond - 98.04) < 1);
  const [loader, decode, augment] = report.stages;
  assert.ok(Math.abs(augment!.busySeconds / augment!.callCount - 0.006) < 1e-6);
  assert.ok(Math.abs(decode!.busySeconds / decode!.callCount - 0.001) < 1e-6);
  assert.ok(Math.abs(loader!.busySeconds / loader!.callCount - 0.0001) < 1e-6, "7.1 ms less what is within");
  const free = report.predictions.find(({ change }) => change.stage === "augment" && change.kind === "free");
  assert.ok(Math.abs((free?.speedup ?? 0) - 10.2 / 4.2) < 0.15, `${free?.speedup}`);
});

test("a tf.data trace gives a report: iterators from the source to the end, and the threads that they ran on", async () => {
  const report = await profileTrace(join(folder, "tf-data.json"));
  assert.deepEqual(
    report.stages.map(({ name, kind }) => `${name}: ${kind}`),
    ["Range: source", "Map: map", "BatchV2: batch", "Prefetch: prefetch"],
  );
  assert.deepEqual(errorsOf(report), []);
  assert.equal(report.bottleneck.stage, "Map");
  const map = report.stages[1]!;
  assert.ok(Math.abs(map.holdSeconds / map.callCount - 0.00203) < 1e-6, "2.05 ms less the source within");
  assert.equal(Math.round(report.run.exampleCount / report.run.outputCount), 4);
  assert.ok((await renderPipelineHtml(report)).includes("BatchV2"));
});

test("what is no trace, or names no pipeline, is said so", async () => {
  await assert.rejects(profileTrace(join(folder, "make-traces.py")), /cannot be read as a trace/);
  await assert.rejects(
    profileTrace(join(import.meta.dirname, "../../../package.json")),
    /is no trace: it has no list of events/,
  );
});
