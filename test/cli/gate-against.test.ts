import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import type { GateReport } from "../../src/model/verdict.ts";
import { pipelineRepository } from "../support/pipeline-repository.ts";
import { type ProgramRun, runProfile, temporaryFolder } from "../support/run-profile.ts";

describe("a gate against another revision", () => {
  const folder = temporaryFolder({ after });
  const repository = pipelineRepository(folder, { decode: 40_000, augment: 40_000, mel: 40_000 });
  const gate = (...words: readonly string[]): Promise<ProgramRun> =>
    runProfile(["gate", "pipeline.mjs", "--against", "HEAD", "--rounds", "6:10", "--passes", "2", ...words], {
      folder,
    });
  const report = (out: string): GateReport =>
    JSON.parse(readFileSync(join(folder, out, "gate.json"), "utf8")) as GateReport;

  test("three times the work of one stage: exit 1, and that stage alone is blamed", async () => {
    repository.change({ decode: 40_000, augment: 120_000, mel: 40_000 });
    const { exitCode, stderr } = await gate("--out", "slower");
    assert.equal(exitCode, 1, stderr);
    const { blamedStages, revisions, account, comparisons } = report("slower");
    assert.deepEqual(blamedStages, ["augment"]);
    assert.equal(revisions?.isDirty, true);
    assert.equal(revisions?.isInterleaved, true);
    assert.ok(account !== undefined && account.roundCount >= 6 && account.roundCount <= 10);
    const augment = comparisons.find(({ metric }) => metric.stage === "augment")?.relativeChange;
    // Three times the work, but for what a call costs besides: 200 % slower, or somewhat less.
    assert.ok(augment && augment.center > 1 && augment.center < 3, JSON.stringify(augment));
  });

  test("accepting it, with a reason, lets it through in the next gate; the reason is a line to be committed", async () => {
    const accepted = await gate("--out", "accepted", "--accept", "finer bands");
    assert.equal(accepted.exitCode, 0, accepted.stdout + accepted.stderr);
    const lines = readFileSync(join(folder, ".soundings/accepted.jsonl"), "utf8");
    assert.match(lines, /"metricId":"stage:augment".*"reason":"finer bands"/);
    await gate("--out", "after");
    // Of the stage alone: in so few rounds a crowded machine may slow down another.
    assert.ok(!report("after").blamedStages.includes("augment"));
  });

  test("a comment changes nothing: exit 0, and no check fails, in a process per side", async () => {
    repository.change({ decode: 40_000, augment: 40_000, mel: 40_000 });
    repository.commit("two");
    const { exitCode, stderr, stdout } = await runProfile(
      [
        "gate",
        "pipeline.mjs",
        "--against",
        "HEAD~1",
        "--rounds",
        "6",
        "--passes",
        "3",
        "--separate",
        "--out",
        "same",
      ],
      { folder },
    );
    assert.equal(exitCode, 0, stdout + stderr);
    const { checks = [], revisions } = report("same");
    assert.equal(revisions?.isInterleaved, false);
    assert.deepEqual(
      checks.filter(({ kind }) => kind === "failed"),
      [],
    );
    assert.ok(checks.some(({ quantity }) => quantity === "outputCount"));
  });

  test("what has crept in since an older revision fails, though nothing has since the last", async () => {
    const work = { decode: 40_000, augment: 2_000, mel: 40_000 };
    repository.change(work);
    repository.commit("quick");
    repository.change({ ...work, augment: 400_000 });
    repository.commit("slow");
    repository.change({ ...work, augment: 400_000 });
    writeFileSync(join(folder, "note.txt"), "so that there is something to compare");
    const { exitCode, stdout, stderr } = await gate(
      ...["--anchor", "HEAD~1", "--rounds", "8", "--out", "crept"],
    );
    assert.equal(exitCode, 1, stdout + stderr);
    assert.match(stdout, /^Regressed: small steps have added up since \d{4}-\d\d-\d\d: stage "augment" is/);
    assert.match(stdout, /reproduce .*--anchor 'HEAD~1'/);
    const { anchor, comparisons, blamedStages } = report("crept");
    assert.deepEqual(blamedStages, ["augment"]);
    assert.equal(anchor?.kind, "regressed");
    assert.ok(comparisons.every(({ kind }) => kind !== "regressed"));
  });

  test("a stage that is gone fails, unless it was allowed to go", async () => {
    repository.change({ decode: 40_000, mel: 40_000 });
    const gone = await gate("--out", "gone");
    assert.equal(gone.exitCode, 1, gone.stderr);
    assert.match(gone.stdout, /augment/);
    const allowed = await gate("--out", "allowed", "--allow-removed", "augment");
    assert.equal(allowed.exitCode, 0, allowed.stdout);
  });

  test("nothing is left behind", () => {
    const places = execFileSync("git", ["-C", folder, "worktree", "list"], { encoding: "utf8" });
    assert.equal(places.trim().split("\n").length, 1);
  });

  test("Ctrl-C, and a runner that cancels the job, leave nothing behind", {
    skip: process.platform === "win32" ? "Windows has no signals to send" : false,
  }, async () => {
    const places = join(folder, "places");
    const codes = { INT: 130, TERM: 143 };
    for (const [signal, code] of Object.entries(codes)) {
      mkdirSync(places, { recursive: true });
      // The build is a child of the program: it tells its parent to end while the revision is checked out.
      const words = [
        "gate",
        "pipeline.mjs",
        "--against",
        "HEAD",
        "--build",
        `kill -${signal} $PPID; sleep 5`,
      ];
      const { exitCode, stderr } = await runProfile(words, { folder, environment: { TMPDIR: places } });
      assert.equal(exitCode, code, stderr);
      assert.match(stderr, /checking out/);
      assert.deepEqual(readdirSync(places), []);
      const known = execFileSync("git", ["-C", folder, "worktree", "list"], { encoding: "utf8" });
      assert.equal(known.trim().split("\n").length, 1);
    }
  });

  test("an unknown revision is a missing baseline: exit 4; no repository is wrong usage: exit 2", async () => {
    const unknown = await runProfile(["gate", "pipeline.mjs", "--against", "nowhere"], { folder });
    assert.equal(unknown.exitCode, 4);
    assert.match(unknown.stderr, /nowhere is no revision here/);
    const outside = await runProfile(["gate", "pipeline.mjs", "--against", "HEAD"], {
      folder: temporaryFolder({ after }),
    });
    assert.equal(outside.exitCode, 2);
  });
});
