import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, before, describe, test } from "node:test";
import type { DatasetReport } from "../../src/model/dataset-statistics.ts";
import type { PipelineReport } from "../../src/model/pipeline-profile.ts";
import { fixtureModule, type ProgramRun, runProfile, temporaryFolder } from "../support/run-profile.ts";
import { toneBytes, writeDeep } from "../support/write-wav.ts";

describe("what every command understands", () => {
  const folder = temporaryFolder({ after });
  const profile = (...words: readonly string[]): Promise<ProgramRun> => runProfile(words, { folder });
  const configure = (value: unknown): void =>
    writeFileSync(join(folder, "soundings.json"), JSON.stringify(value));

  before(() => {
    writeDeep(join(folder, "clips/owl_ann_1.wav"), toneBytes(440));
    writeDeep(join(folder, "clips/owl_ben_1.wav"), toneBytes(450));
  });

  for (const command of [
    ...["", "dataset", "pipeline", "gate", "doctor"],
    ...["baseline", "baseline save", "baseline list", "baseline show"],
  ]) {
    test(`profile ${command} --help has an example`, async () => {
      const { exitCode, stdout, stderr } = await profile(...command.split(" ").filter(Boolean), "--help");
      assert.equal(exitCode, 0);
      assert.match(stdout, /^Usage: profile/);
      assert.match(stdout, /\n {2}\$ profile /);
      assert.equal(stderr, "");
    });
  }

  test("--version is that of the package", async () => {
    assert.match((await profile("--version")).stdout, /^\d+\.\d+\.\d+\n$/);
  });

  test("--quiet prints nothing when all is well", async () => {
    const { stdout, stderr } = await profile("dataset", "clips", "--quiet");
    assert.deepEqual([stdout, stderr], ["", ""]);
  });

  test("--quiet still prints errors", async () => {
    assert.match((await profile("dataset", "nowhere", "--quiet")).stderr, /^error: /);
  });

  test("--config sets what the command line does not", async () => {
    configure({ dataset: { labelPattern: "{label}_{group}_{index}.wav", json: true, reproducible: true } });
    const { stdout, stderr } = await profile("dataset", "clips", "--config", "soundings.json");
    const { dataset, createdAt } = JSON.parse(stdout) as DatasetReport;
    assert.deepEqual(dataset.groups, { ann: 1, ben: 1 }, stderr);
    assert.equal(createdAt, undefined);
  });

  test("the command line wins over --config", async () => {
    configure({ dataset: { labelPattern: "{group}_{label}_{index}.wav", json: true } });
    const pattern = "{label}_{group}_{index}.wav";
    const words = ["dataset", "clips", "--config", "soundings.json", "--label-pattern", pattern];
    const { labels } = JSON.parse((await profile(...words)).stdout) as DatasetReport;
    assert.deepEqual(
      labels.entries.map(({ label }) => label),
      ["owl"],
    );
  });

  test("--config gives parameters to a pipeline, with or without a section", async () => {
    const settings = { param: { gain: 2, rate: "44100" }, json: true };
    for (const config of [settings, { pipeline: settings, dataset: { workers: 1 } }]) {
      configure(config);
      const words = ["pipeline", fixtureModule("parameters.mjs"), "--config", "soundings.json"];
      const { stdout, stderr } = await profile(...words);
      assert.equal(stderr.includes("error"), false, stderr);
      const found = JSON.parse(stdout) as PipelineReport;
      assert.deepEqual(found.pipeline.parameters, { gain: 2, rate: "44100" });
    }
  });

  for (const [what, section, says] of [
    ["an option that is not known", { lables: "x" }, /sets lables, which "profile dataset" does not know/],
    [
      "a count that is none",
      { workers: "many" },
      /sets workers to "many": give a whole number of at least 1/,
    ],
    ["a text as a flag", { reproducible: "yes" }, /sets reproducible to "yes": give true or false/],
    ["a list as a text", { labelPattern: ["a"] }, /sets labelPattern to \["a"\]: give a text or a number/],
    ["a choice that is none", { features: "mfcc" }, /sets features to "mfcc": .*none, meyda/],
  ] as const) {
    test(`--config refuses ${what}`, async () => {
      configure({ dataset: section });
      const { exitCode, stdout, stderr } = await profile("dataset", "clips", "--config", "soundings.json");
      assert.equal(exitCode, 2);
      assert.equal(stdout, "");
      assert.match(stderr.split("\n")[0] ?? "", says);
    });
  }

  describe("colour", () => {
    const escapeCode = "\u001b";
    const asTerminal = [
      "--import",
      "data:text/javascript,process.stdout.isTTY=true;process.stderr.isTTY=true",
    ];
    const dataset = (words: readonly string[], environment: Record<string, string>, isTerminal: boolean) =>
      runProfile(["dataset", "clips", ...words], {
        folder,
        environment,
        nodeArguments: isTerminal ? asTerminal : [],
      });

    test("is there on a terminal, with a progress bar", async () => {
      const { stdout, stderr } = await dataset([], {}, true);
      assert.ok(stdout.includes(`${escapeCode}[1m`), JSON.stringify(stdout));
      assert.ok(stderr.includes("█"), JSON.stringify(stderr));
    });

    for (const [when, words, environment, isTerminal] of [
      ["where there is no terminal", [], {}, false],
      ["with NO_COLOR", [], { NO_COLOR: "1" }, true],
      ["with --json", ["--json"], {}, true],
    ] as const) {
      test(`is not there ${when}, nor is a progress bar`, async () => {
        const { stdout, stderr, exitCode } = await dataset(words, environment, isTerminal);
        assert.equal(exitCode, 0);
        assert.equal((stdout + stderr).includes(escapeCode), false);
        assert.equal(stderr.includes("█"), false);
      });
    }
  });

  for (const [what, from] of [
    ["output", "stdout"],
    ["errors", "stderr"],
  ] as const) {
    test(`whoever stops reading its ${what} (| head -1) sees no stack trace`, async () => {
      const words = from === "stdout" ? ["doctor"] : ["dataset", "nowhere"];
      const child = spawn(process.execPath, [resolve("bin/profile.js"), ...words], {
        stdio: ["ignore", "pipe", "pipe"],
      });
      // Closed before a word is written: each write fails with EPIPE.
      child[from].destroy();
      let rest = "";
      child[from === "stdout" ? "stderr" : "stdout"].setEncoding("utf8").on("data", (text: string) => {
        rest += text;
      });
      const exitCode = await new Promise((resolveCode) => child.on("close", resolveCode));
      assert.doesNotMatch(rest, /EPIPE|\n\s+at /);
      assert.equal(exitCode, from === "stdout" ? 0 : 2);
    });
  }
});

test("profile doctor says which backend holds tensors, and why", async (context) => {
  const folder = temporaryFolder(context);
  const { stdout, exitCode } = await runProfile(["doctor", "--json"], { folder });
  assert.equal(exitCode, 0);
  const report = JSON.parse(stdout) as { tensorBackend: { name: string; reason: string } };
  assert.notEqual(report.tensorBackend.name, "");
  assert.notEqual(report.tensorBackend.reason, "");
});
