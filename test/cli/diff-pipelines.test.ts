import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import type { PipelineDiff } from "../../src/model/pipeline-diff.ts";
import { fixtureModule, type ProgramRun, runProfile, temporaryFolder } from "../support/run-profile.ts";

/** A pipeline in plain JavaScript, whose gain is `factor`. */
const moduleText = (factor: number): string => `
const stage = (name, kind, rest) => ({ name, kind, concurrency: 1, ...rest });
const flow = { stages: [
  stage("numbers", "source", { open: () => [1, 2, 3, 4] }),
  stage("gain", "map", { fn: (n) => Float32Array.of(${factor} * n), worker: null }),
] };
const made = { [Symbol.for("soundings.pipeline")]: true, name: "plain", parameters: {}, with: () => made, build: async () => flow };
export default made;
`;

describe("profile diff of two versions of a pipeline", () => {
  const folder = temporaryFolder({ after });
  const faulty = fixtureModule("faulty.ts");
  const diff = (...words: readonly string[]): Promise<ProgramRun> =>
    runProfile(["diff", ...words], { folder });

  test("two sets of parameters of one module: where they part, in text, JSON and a page", async () => {
    const words = [faulty, "--after-param", "fault=nan", "-n", "8", "--out", "nan"];
    const { exitCode, stdout, stderr } = await diff(...words, "--fail-on-drift");
    assert.equal(exitCode, 1, stderr);
    assert.match(stdout, /^faulty against faulty: they part at mel; their outputs differ\n/);
    assert.match(stdout, /mel +differs; the stage itself gives other outputs\n/);
    assert.match(stdout, /nanCount: 0 -> 8\n/);
    const stored = JSON.parse(readFileSync(join(folder, "nan/diff.json"), "utf8")) as PipelineDiff;
    assert.deepEqual(
      stored.stages.map(({ name, outcome, cause }) => [name, outcome, cause]),
      [
        ["seeds", "equal", undefined],
        ["decode", "equal", undefined],
        ["select", "equal", undefined],
        ["mel", "different", "itself"],
        ["batch", "different", "inputs"],
      ],
    );
    assert.equal(stored.after.parameters["fault"], "nan");
    assert.match(readFileSync(join(folder, "nan/diff.html"), "utf8"), /Pipeline comparison/);
  });

  test("two modules that emit the same pass, and --json prints the result alone", async () => {
    writeFileSync(join(folder, "one.mjs"), moduleText(2));
    writeFileSync(join(folder, "two.mjs"), moduleText(2));
    const { exitCode, stdout, stderr } = await diff("one.mjs", "two.mjs", "--fail-on-drift", "--json");
    assert.equal(exitCode, 0, stderr);
    const found = JSON.parse(stdout) as PipelineDiff;
    assert.deepEqual([found.kind, found.partsAt, found.hasDiffered], ["pipeline", null, false]);
  });

  test("a git revision against the working tree", async () => {
    writeFileSync(join(folder, "pipeline.mjs"), moduleText(2));
    const git = (...words: readonly string[]): void => {
      const identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"];
      execFileSync("git", [...identity, ...words], { cwd: folder, stdio: "ignore" });
    };
    git("init", "-q");
    git("add", "pipeline.mjs");
    git("commit", "-q", "-m", "first");
    writeFileSync(join(folder, "pipeline.mjs"), moduleText(3));
    const { exitCode, stdout, stderr } = await diff("pipeline.mjs", "--against", "HEAD", "--json");
    assert.equal(exitCode, 0, stderr);
    const found = JSON.parse(stdout) as PipelineDiff;
    assert.equal(found.partsAt, "gain");
    assert.match(found.before.commit ?? "", /^[0-9a-f]{40}$/);
    assert.equal(found.before.module, "pipeline.mjs");
  });

  for (const [what, words, exitCode, says] of [
    ["one version", [faulty], 2, /one version of a pipeline cannot be compared with itself/],
    ["a pipeline and a dataset", [faulty, "clips"], 2, /a pipeline cannot be compared with a dataset/],
    ["one dataset", ["clips"], 2, /clips has nothing to be compared with/],
    ["a module that is not there", ["nowhere.ts", faulty], 2, /no such module: nowhere.ts/],
    [
      "a stage that throws",
      [faulty, fixtureModule("stage-throws.ts")],
      5,
      /^error: after \(.*stage-throws.ts\): stage "/,
    ],
    [
      "a pipeline that gives nothing",
      [fixtureModule("gives-nothing.ts"), faulty],
      5,
      /before \(.*\): nothing can be compared: the pipeline gave no output/,
    ],
  ] as const) {
    test(`${what}: refused in words`, async () => {
      const run = await diff(...words);
      assert.equal(run.exitCode, exitCode);
      assert.match(run.stderr, says);
    });
  }
});
