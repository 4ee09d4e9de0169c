import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fixtureModule, type ProgramRun, runProfile, temporaryFolder } from "../support/run-profile.ts";
import { toneBytes, writeDeep } from "../support/write-wav.ts";

describe("a program that ends in the middle of its work says so", () => {
  const folder = temporaryFolder({ after });
  const endInside = (ending: string, words: readonly string[]): Promise<ProgramRun> =>
    runProfile(words, {
      folder,
      environment: { SOUNDINGS_TEST_ENDING: ending },
      nodeArguments: ["--require", fixtureModule("ends-inside.cjs")],
    });

  before(() => {
    writeDeep(join(folder, "clips/owl/1.wav"), toneBytes(440));
    writeDeep(join(folder, "clips/owl/2.wav"), toneBytes(450));
  });

  const commands: Readonly<Record<string, readonly string[]>> = {
    dataset: ["dataset", "clips", "--quiet"],
    subset: ["subset", "clips", "--fraction", "50%", "--quiet"],
    split: ["split", "clips", "--quiet"],
    "labels review": ["labels", "review", "clips", "--quiet"],
    diff: ["diff", "clips", "clips", "--quiet"],
    "baseline save": ["baseline", "save", "main", "--dataset", "clips", "--quiet"],
  };
  for (const [name, words] of Object.entries(commands)) {
    test(`profile ${name}, which waits for what never comes`, async () => {
      const { exitCode, stdout, stderr } = await endInside("wait", words);
      assert.match(stderr, /^error: the run ended before it was done\n {2}try: /);
      assert.equal(exitCode, 5);
      assert.equal(stdout, "");
    });
  }

  test("profile dataset, in which something calls process.exit(0)", async () => {
    const { exitCode, stderr } = await endInside("exit", commands["dataset"]!);
    assert.match(stderr, /^error: the run ended before it was done\n {2}try: .*--resume/);
    assert.equal(exitCode, 5);
    assert.ok(!existsSync(join(folder, "reports/clips/dataset.json")), "no half a report");
  });

  test("profile dataset, which SIGTERM ends", {
    // No signal is sent to a program of Windows.
    skip: process.platform === "win32",
  }, async () => {
    const { exitCode, stderr } = await endInside("SIGTERM", commands["dataset"]!);
    assert.match(stderr, /^error: the run was ended by SIGTERM before it was done\n {2}try: .*--resume/);
    assert.equal(exitCode, 143);
  });
});
