import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { CpuProfile } from "../../src/model/cpu-profile.ts";
import type { PipelineReport } from "../../src/model/pipeline-profile.ts";
import { fixtureModule, runProfile, temporaryFolder } from "../support/run-profile.ts";

test("--cpu-prof names functions of the bottleneck and writes profiles that tools can open; --trace writes when what happened", async (context) => {
  const folder = temporaryFolder(context);
  const parameters = ["factor=50", "count=1000"].flatMap((text) => ["--param", text]);
  const words = ["pipeline", fixtureModule("tones.ts"), ...parameters, "--cpu-prof", "--trace"];
  const { exitCode, stdout, stderr } = await runProfile(words, { folder });
  assert.equal(exitCode, 0, stderr);
  // A share may be >99.9%, and which function is on top depends on what V8 has inlined.
  assert.match(stdout, /functions +[<>]?\d/);
  assert.match(stdout, /tones\.ts:\d+\n/);
  const read = (name: string): unknown =>
    JSON.parse(readFileSync(join(folder, "reports/tones", name), "utf8"));
  const { cpu, bottleneck } = read("pipeline.json") as PipelineReport;
  const guilty = cpu?.stages.find(({ name }) => name === bottleneck.stage);
  assert.equal(guilty?.name, "augment");
  assert.ok(guilty.functions.some(({ place }) => place?.includes("tones.ts")));
  assert.ok(guilty.sampleCount > 0.5 * cpu!.sampleCount, `${guilty.sampleCount} of ${cpu!.sampleCount}`);
  for (const name of ["pipeline.cpuprofile", "bottleneck.cpuprofile"]) {
    const profile = read(name) as CpuProfile;
    const ids = new Set(profile.nodes.map(({ id }) => id));
    assert.equal(ids.size, profile.nodes.length);
    assert.equal(profile.samples.length, profile.timeDeltas.length);
    assert.ok(profile.samples.every((id) => ids.has(id)));
    assert.ok(profile.nodes.every(({ children = [] }) => children.every((id) => ids.has(id))));
    assert.ok(profile.endTime > profile.startTime);
  }
  const { traceEvents } = read("trace.json") as { readonly traceEvents: readonly { readonly ph: string }[] };
  assert.ok(traceEvents.filter(({ ph }) => ph === "X").length > 1000);
  assert.ok((read("speedscope.json") as { readonly profiles: readonly unknown[] }).profiles.length > 0);
  assert.match(
    readFileSync(join(folder, "reports/tones/pipeline.html"), "utf8"),
    /Functions of the bottleneck/,
  );
});
