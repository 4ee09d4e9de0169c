import assert from "node:assert/strict";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { DatasetReport } from "../../src/model/dataset-statistics.ts";
import { runProfile, temporaryFolder } from "../support/run-profile.ts";
import { toneBytes, writeDeep } from "../support/write-wav.ts";

async function report(context: TestContext, ...words: readonly string[]): Promise<DatasetReport> {
  const folder = temporaryFolder(context);
  for (const hertz of [300, 310]) writeDeep(join(folder, `clips/a/${hertz}.wav`), toneBytes(hertz));
  const { stdout, stderr, exitCode } = await runProfile(["dataset", "clips", ...words, "--json"], { folder });
  assert.equal(exitCode, 0, stderr);
  return JSON.parse(stdout) as DatasetReport;
}

test("the signal-to-noise ratio of speech is there with --speech, and not without", async (context) => {
  const said = await report(context, "--speech");
  assert.equal(said.level.speechSnrDecibels?.count, 2);
  assert.equal(said.options["speech"], true);
  const silent = await report(context);
  assert.equal("speechSnrDecibels" in silent.level, false);
  assert.equal("speech" in silent.options, false);
});
