import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { PipelineReport } from "../../src/model/pipeline-profile.ts";
import { fixtureModule, temporaryFolder } from "../support/run-profile.ts";
import { startProgram } from "../support/run-program.ts";

for (const [what, waits] of [
  ["never waits", "false"],
  ["waits in each call", "true"],
] as const) {
  test(`Ctrl-C during a pipeline that ${what}: what was measured is written, and the exit code says that it was stopped`, {
    // No signal is sent to a program of Windows.
    skip: process.platform === "win32",
  }, async (context) => {
    const folder = temporaryFolder(context);
    const words = ["pipeline", fixtureModule("endless.mjs"), "--param", `waits=${waits}`];
    const { process: child, ended } = startProgram(folder, words);
    context.after(() => child.kill("SIGKILL"));
    child.stdout?.on("data", (text) => {
      if (String(text).includes("under way")) child.kill("SIGINT");
    });
    const { exitCode, errors } = await ended;
    assert.equal(exitCode, 5, errors);
    assert.match(errors, /stopped: the report says what was measured until then/);
    const path = join(folder, "reports/endless/pipeline.json");
    const report = JSON.parse(readFileSync(path, "utf8")) as PipelineReport;
    assert.ok(report.run.outputCount > 0);
    assert.equal(report.bottleneck.stage, "work");
    assert.match(readFileSync(join(folder, "reports/endless/pipeline.html"), "utf8"), /Pipeline profile/);
  });
}
