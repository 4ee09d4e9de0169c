import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { after, before, describe, test } from "node:test";
import { writeNoise } from "../support/noise-dataset.ts";
import { temporaryFolder } from "../support/run-profile.ts";
import { type JobRun, runWorkflow } from "../support/run-workflow.ts";

const repository = resolve(import.meta.dirname, "../..");
const workflow = resolve(import.meta.dirname, "../fixtures/action/gate.yml");

/** Stands in for GitHub's own client: keeps the comments of one pull request in a file, and lists what it was asked. */
const fakeGh = `#!/usr/bin/env bash
echo "$@" >> "$GH_LOG"
body=""
for word in "$@"; do case "$word" in body=@*) body="\${word#body=@}";; esac; done
case "$*" in
  *POST*|*PATCH*) cp "$body" "$GH_COMMENT";;
  *) if [ -f "$GH_COMMENT" ]; then echo 41; fi;;
esac
`;

describe("the action, step by step as its workflow file has it", () => {
  const scratch = temporaryFolder({ after });
  const clone = join(scratch, "clone");
  const log = join(scratch, "gh.log");
  const comment = join(scratch, "comment.md");

  const job = (): JobRun =>
    runWorkflow(workflow, {
      folder: clone,
      environment: {
        PATH: `${join(scratch, "bin")}:${process.env["PATH"]}`,
        HOME: scratch,
        GH_LOG: log,
        GH_COMMENT: comment,
      },
      context: {
        "github.token": "token",
        "github.event_name": "pull_request",
        "github.repository": "someone/pets",
        "github.event.pull_request.number": "7",
      },
      // Installed once for all tests.
      done: ["npm ci"],
    });

  before(() => {
    const cloned = spawnSync("git", ["clone", "--quiet", "--depth", "1", `file://${repository}`, clone]);
    // A packed source tree has no history: its files do as well.
    if (cloned.status !== 0) {
      mkdirSync(clone);
      for (const part of ["bin", "package.json"])
        cpSync(join(repository, part), join(clone, part), { recursive: true });
    }
    // What is tested is this working tree, not its last commit.
    cpSync(join(repository, "action.yml"), join(clone, "action.yml"));
    cpSync(join(repository, "bin"), join(clone, "bin"), { recursive: true });
    for (const part of ["node_modules", "dist"]) {
      rmSync(join(clone, part), { recursive: true, force: true });
      symlinkSync(join(repository, part), join(clone, part));
    }
    mkdirSync(join(scratch, "bin"));
    writeFileSync(join(scratch, "bin/gh"), fakeGh);
    chmodSync(join(scratch, "bin/gh"), 0o755);
    writeNoise(join(clone, "data"), 12, 0.3);
    const saved = spawnSync(
      process.execPath,
      ["bin/profile.js", "baseline", "save", "action", "--dataset", "data"],
      {
        cwd: clone,
        encoding: "utf8",
      },
    );
    assert.equal(saved.status, 0, saved.stderr);
  });

  test("passes what is unchanged, and writes a comment", () => {
    const { isPassed, ran, output } = job();
    assert.ok(isPassed, output);
    assert.deepEqual(ran, ["Gate", "What it said"]);
    assert.equal(readFileSync(join(clone, "said.txt"), "utf8"), "verdict: passed\nfailed: 0\n");
    assert.match(readFileSync(log, "utf8"), /--method POST repos\/someone\/pets\/issues\/7\/comments/);
    assert.match(readFileSync(comment, "utf8"), /^<!-- soundings-gate:action -->\n## Passed/);
  });

  test("fails what lost a file; later steps still see why, and the comment is updated in place", () => {
    rmSync(join(clone, "data/a/000.wav"));
    rmSync(join(clone, "said.txt"));
    const { isPassed, output } = job();
    assert.equal(isPassed, false);
    assert.match(output, /^::error title=dataset%3A removed::1 of 12 examples is gone/m);
    assert.equal(readFileSync(join(clone, "said.txt"), "utf8"), "verdict: regressed\nfailed: 1\n");
    assert.match(readFileSync(log, "utf8"), /--method PATCH repos\/someone\/pets\/issues\/comments\/41/);
    assert.match(readFileSync(comment, "utf8"), /## Regressed: action/);
    assert.match(readFileSync(join(clone, "step-summary.md"), "utf8"), /## Regressed: action/);
    for (const file of [
      "gate.html",
      "gate.json",
      "gate.md",
      "gate.junit.xml",
      "gate.sarif",
      "benchmark.json",
      "bencher.json",
    ]) {
      assert.ok(existsSync(join(clone, "reports/action", file)), file);
    }
  });

  test("every input and output of the action is documented in docs/ci.md", () => {
    const text = readFileSync(join(repository, "docs/ci.md"), "utf8");
    const action = readFileSync(join(repository, "action.yml"), "utf8");
    const [inputs = "", outputs = ""] = action.split(/^outputs:$/m).map((part) => part.split(/^runs:$/m)[0]);
    const names = [inputs, outputs].flatMap((part) =>
      [...part.matchAll(/^ {2}([\w-]+):$/gm)].map(([, name]) => name),
    );
    assert.ok(names.length > 20);
    for (const name of names) assert.ok(text.includes(`\`${name}\``), `${name} is not in docs/ci.md`);
  });
});
