import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { GateReport } from "../../src/model/verdict.ts";
import { junitComplaints, sarifComplaints } from "../support/format-grammars.ts";
import { writeNoise } from "../support/noise-dataset.ts";
import { type ProgramRun, runProfile, temporaryFolder } from "../support/run-profile.ts";

describe("a stored dataset", () => {
  const folder = temporaryFolder({ after });
  const data = join(folder, "data");
  const profile = (
    words: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): Promise<ProgramRun> => runProfile(words, { folder, environment });
  const read = (path: string): string => readFileSync(join(folder, path), "utf8");
  const report = (): GateReport => JSON.parse(read("reports/main/gate.json")) as GateReport;

  before(async () => {
    writeNoise(data, 30, 0.3);
    const saved = await profile(["baseline", "save", "main", "--dataset", "data"]);
    assert.equal(saved.exitCode, 0, saved.stderr);
    assert.match(saved.stderr, /wrote \.soundings\/datasets\/main\.json/);
  });

  test("keeps one line per example, is listed, and is not overwritten without a reason", async () => {
    const lines = read(".soundings/datasets/main.json").split("\n");
    assert.equal(lines.filter((line) => /^ {4}\["[abc]\/\d{3}\.wav"/.test(line)).length, 30);
    assert.equal((await profile(["baseline", "list"])).stdout, "main (dataset)\n");
    const again = await profile(["baseline", "save", "main", "--dataset", "data"]);
    assert.equal(again.exitCode, 2);
    assert.match(again.stderr, /baseline accept main --dataset --reason/);
  });

  test("passes what is unchanged, says that no pipeline was measured, and writes a history", async () => {
    const { exitCode, stdout, stderr } = await profile(["gate", "--dataset"]);
    assert.equal(exitCode, 0, stderr);
    assert.match(stdout, /^Passed: 30 of 30 examples are as they were/);
    assert.match(stderr, /no pipeline is stored as main/);
    assert.ok(existsSync(join(folder, ".soundings/history/main.jsonl")));
    assert.equal(report().hasPipeline, false);
  });

  test("asks for approved labels where it is told to: fails until somebody has approved these very labels", async () => {
    const gate = (): Promise<ProgramRun> =>
      profile(["gate", "--dataset", "--require-approved-labels", "--no-history"]);
    const before = await gate();
    assert.equal(before.exitCode, 1, before.stderr);
    assert.match(before.stdout, /^Regressed: the labels of data have not been approved/);
    const check = report().checks?.find(({ quantity }) => quantity === "approvedLabels");
    assert.equal(check?.kind, "failed");
    const role = ["--reviewer-role", "annotator", "--reason", "heard all thirty"];
    const approved = await profile(["labels", "approve", "data", ...role]);
    assert.equal(approved.exitCode, 0, approved.stderr);
    const after = await gate();
    assert.equal(after.exitCode, 0, after.stdout + after.stderr);
    assert.equal((await profile(["gate", "--require-approved-labels"])).exitCode, 2);
  });

  test("fails when an example is gone and another has moved, in every output", async () => {
    rmSync(join(data, "a/003.wav"));
    renameSync(join(data, "a/000.wav"), join(data, "b/000.wav"));
    mkdirSync(join(folder, "out"), { recursive: true });
    const { exitCode, stdout } = await profile(
      [
        ...["gate", "--dataset", "--github", "--junit", "out/gate.xml", "--sarif", "out/gate.sarif"],
        ...["--comment", "out/comment.md", "--benchmark", "out/bench.json", "--bencher", "out/bencher.json"],
      ],
      { GITHUB_STEP_SUMMARY: join(folder, "summary.md"), GITHUB_OUTPUT: join(folder, "output.txt") },
    );
    assert.equal(exitCode, 1);
    assert.match(
      stdout,
      /^Regressed: 1 of 30 examples is gone, such as a\/003\.wav; 1 of 30 examples is labelled/,
    );
    assert.match(stdout, /^::error title=dataset%3A removed::1 of 30/m);
    assert.deepEqual(junitComplaints(read("out/gate.xml")), []);
    assert.deepEqual(sarifComplaints(read("out/gate.sarif")), []);
    assert.match(read("out/comment.md"), /^<!-- soundings-gate:main -->/);
    assert.match(read("summary.md"), /## Regressed: main/);
    assert.match(
      read("output.txt"),
      /^verdict=regressed\n[\s\S]*^failed-checks=2\n[\s\S]*^report-json=reports\/main\/gate\.json$/m,
    );
  });

  test("what is allowed is told and passes", async () => {
    const { exitCode, stdout } = await profile([
      "gate",
      "--dataset",
      "--allow",
      "removed,relabelled",
      "--no-history",
    ]);
    assert.equal(exitCode, 0, stdout);
    assert.match(stdout, /notice +dataset: 1 of 30 examples is gone/);
    assert.equal((await profile(["gate", "--dataset", "--allow", "nonsense"])).exitCode, 2);
  });

  test("is replaced with a reason, which stays in the file", async () => {
    assert.equal((await profile(["baseline", "accept", "main", "--dataset"])).exitCode, 2);
    const accepted = await profile([
      "baseline",
      "accept",
      "main",
      "--dataset",
      "--reason",
      "a/003 was noise",
    ]);
    assert.equal(accepted.exitCode, 0, accepted.stderr);
    const stored = JSON.parse(read(".soundings/datasets/main.json")) as { ledger: { reason: string }[] };
    assert.deepEqual(
      stored.ledger.map(({ reason }) => reason),
      ["a/003 was noise"],
    );
    assert.equal((await profile(["gate", "--dataset"])).exitCode, 0);
  });

  test("that is missing, damaged, older or newer ends with exit code 4 and is left as it is", async () => {
    const missing = await profile(["gate", "--dataset", "--baseline", "nobody"]);
    assert.equal(missing.exitCode, 4);
    assert.match(
      missing.stderr,
      /no stored dataset at .*nobody\.json[\s\S]*profile baseline save nobody --dataset/,
    );
    const path = join(folder, ".soundings/datasets/broken.json");
    const whole = read(".soundings/datasets/main.json");
    const parsed = JSON.parse(whole) as Record<string, unknown>;
    const damaged: readonly (readonly [string, RegExp])[] = [
      ["", /is empty/],
      [whole.slice(0, whole.length / 2), /is not whole JSON/],
      [JSON.stringify({ ...parsed, schemaVersion: 0 }), /schemaVersion 0/],
      [JSON.stringify({ ...parsed, schemaVersion: 99 }), /schemaVersion 99[\s\S]*Update Soundings/],
      [JSON.stringify({ ...parsed, examples: [["a/1.wav"]] }), /examples\[0\]: 1 values for 23 columns/],
    ];
    for (const [content, message] of damaged) {
      writeFileSync(path, content);
      const { exitCode, stderr } = await profile(["gate", "--dataset", "--baseline", "broken"]);
      assert.equal(exitCode, 4, stderr);
      assert.match(stderr, message);
      assert.equal(readFileSync(path, "utf8"), content);
    }
  });

  test("nothing to store is a mistake, and an empty dataset is never a pass", async () => {
    assert.equal((await profile(["baseline", "save", "empty"])).exitCode, 2);
    mkdirSync(join(folder, "nothing"));
    const { exitCode } = await profile(["gate", "--dataset", "nothing"]);
    assert.ok(exitCode === 2 || exitCode === 5, `${exitCode}`);
  });
});
