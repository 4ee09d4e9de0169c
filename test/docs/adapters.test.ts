import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import type { PipelineReport } from "../../src/model/pipeline-profile.ts";
import { runProfile } from "../support/run-profile.ts";

const root = join(import.meta.dirname, "../..");
const text = readFileSync(join(root, "docs/adapters.md"), "utf8");
// Within the package, so that its own name and its peers can be imported; the folder is not under version control.
mkdirSync(join(root, "reports"), { recursive: true });
const folder = mkdtempSync(join(root, "reports", "docs-"));
after(() => rmSync(folder, { recursive: true }));

/** Each example in TypeScript, by the heading that it stands under. */
const examples = text
  .split(/^## /m)
  .slice(1)
  .flatMap((section) => {
    const heading = section.slice(0, section.indexOf("\n"));
    return [...section.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code]) => ({ heading, code: code! }));
  });

/** A run of a few milliseconds on a machine that is taken away in the middle of it may contradict itself, and says so: not three times. */
async function profiled(module: string, out: string): Promise<PipelineReport> {
  for (let attempt = 1; ; attempt++) {
    const run = await runProfile(["pipeline", module, "--out", out, "--json"], { folder });
    assert.equal(run.exitCode, 0, run.stderr);
    const report = JSON.parse(run.stdout) as PipelineReport;
    if (attempt === 3 || !report.findings.some(({ code }) => code === "identity-broken")) return report;
  }
}

test("there is an example for every kind of pipeline", () => {
  assert.equal(examples.length, 6);
});

examples.forEach(({ heading, code }, index) => {
  test(`the example under "${heading}" runs, and is profiled without an error`, async () => {
    const module = join(folder, `example-${index}.ts`);
    writeFileSync(module, code);
    const report = await profiled(module, join(folder, String(index)));
    assert.ok(report.run.exampleCount > 0);
    assert.ok(report.bounds.length > 0);
    assert.ok(report.stages.length >= 3);
    assert.deepEqual(
      report.findings.filter(({ severity }) => severity === "error"),
      [],
    );
  });
});
