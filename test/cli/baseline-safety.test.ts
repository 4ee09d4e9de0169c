import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { readDatasetBaseline, writeDatasetBaseline } from "../../src/io/dataset-baseline-store.ts";
import type { DatasetBaseline } from "../../src/model/dataset-snapshot.ts";
import { writeNoise } from "../support/noise-dataset.ts";
import { type ProgramRun, runProfile, temporaryFolder } from "../support/run-profile.ts";
import { sampleSnapshot } from "../support/sample-snapshot.ts";

const writer = resolve(import.meta.dirname, "../fixtures/write-baselines.mjs");

/** A baseline of so many examples, told from others by its commit. */
function baselineOf(count: number, commit: string): DatasetBaseline {
  return {
    ...sampleSnapshot({ count, seed: 1 }),
    ...{ name: "main", createdAt: "2026-01-02T03:04:05.000Z", commit, isDirty: false, ledger: [] },
  };
}

/** Mounts a disk of so few bytes; null where that is not allowed. */
function mountSmallDisk(folder: string, bytes: number): string | null {
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${bytes}`, "tmpfs", folder], { stdio: "ignore" });
    return folder;
  } catch {
    return null;
  }
}

describe("a baseline in an unkind world", () => {
  const root = temporaryFolder({ after });
  const profile = (folder: string, ...words: readonly string[]): Promise<ProgramRun> =>
    runProfile(words, { folder });

  before(() => writeNoise(join(root, "data"), 12, 0.2));

  test("kill -9 while it is written, twenty times: the old file or the new one, whole", async () => {
    const folder = join(root, "killed");
    await writeDatasetBaseline(folder, baselineOf(3000, "old"));
    const seen = new Set<string | null>();
    for (let trial = 0; trial < 20; trial++) {
      const child = spawn(process.execPath, [writer, folder], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      await firstWrite(child);
      // At another moment of the writing each time.
      await wait(trial * 15);
      child.kill("SIGKILL");
      await new Promise((ended) => child.on("close", ended));
      const { commit, examples } = await readDatasetBaseline(folder, "main");
      assert.equal(examples.length, 3000);
      seen.add(commit);
    }
    assert.ok(seen.size > 1, "every trial was killed before it wrote anything");
  });

  test("what a kill left half beside it is no baseline", async () => {
    const folder = join(root, "left");
    await writeDatasetBaseline(folder, baselineOf(5, "old"));
    writeFileSync(join(folder, ".99-1.tmp"), "{ half");
    assert.equal((await readDatasetBaseline(folder, "main")).commit, "old");
  });

  test("two writers at once, fifty times each: always one of the two, whole", async () => {
    const folder = join(root, "both");
    const write = async (commit: string): Promise<void> => {
      for (let time = 0; time < 50; time++) await writeDatasetBaseline(folder, baselineOf(300, commit));
    };
    await Promise.all([write("a"), write("b"), readOften(folder)]);
    assert.deepEqual(readdirSync(folder), ["main.json"]);
  });

  test("two gates at once both end, and leave one whole report and two lines of history", async () => {
    const folder = join(root, "gates");
    mkdirSync(folder);
    assert.equal((await profile(folder, "baseline", "save", "main", "--dataset", "../data")).exitCode, 0);
    const runs = await Promise.all([
      profile(folder, "gate", "--dataset"),
      profile(folder, "gate", "--dataset"),
    ]);
    assert.deepEqual(
      runs.map(({ exitCode }) => exitCode),
      [0, 0],
    );
    JSON.parse(readFileSync(join(folder, "reports/main/gate.json"), "utf8"));
    const lines = readFileSync(join(folder, ".soundings/history/main.jsonl"), "utf8").trim().split("\n");
    assert.equal(lines.map((line) => JSON.parse(line) as unknown).length, 2);
    assert.deepEqual(
      readdirSync(join(folder, "reports/main")).filter((name) => name.endsWith(".part")),
      [],
    );
  });

  test("a full disk: exit code 4, and the old baseline as it was", async (context) => {
    const disk = mountSmallDisk(join(root, "disk"), 24 * 1024);
    if (disk === null) return context.skip("no disk can be mounted here");
    try {
      writeNoise(join(root, "one"), 3, 0.2);
      assert.equal((await profile(disk, "baseline", "save", "main", "--dataset", "../one")).exitCode, 0);
      const path = join(disk, ".soundings/datasets/main.json");
      const old = readFileSync(path, "utf8");
      writeNoise(join(root, "one"), 90, 0.05);
      const accept = ["baseline", "accept", "main", "--dataset", "../one", "--reason", "more of it"];
      const { exitCode, stderr } = await profile(disk, ...accept);
      assert.equal(exitCode, 4, stderr);
      assert.match(stderr, /main\.json cannot be written: .*(ENOSPC|no space)/i);
      assert.match(stderr, /room on its disk/);
      assert.equal(readFileSync(path, "utf8"), old);
      assert.deepEqual(readdirSync(join(disk, ".soundings/datasets")), ["main.json"]);
    } finally {
      execFileSync("umount", [disk]);
    }
  });

  test("a folder that cannot be written: exit code 4; a history that cannot: a warning, and the verdict stands", async (context) => {
    const disk = mountSmallDisk(join(root, "fixed"), 1024 * 1024);
    if (disk === null) return context.skip("no disk can be mounted here");
    try {
      assert.equal((await profile(disk, "baseline", "save", "main", "--dataset", "../data")).exitCode, 0);
      execFileSync("mount", ["-o", "remount,ro", disk]);
      const accept = ["baseline", "accept", "main", "--dataset", "--reason", "nothing"];
      const { exitCode, stderr } = await profile(disk, ...accept);
      assert.equal(exitCode, 4, stderr);
      assert.match(stderr, /cannot be written: .*(EROFS|read-only)/i);
      const gate = await profile(disk, "gate", "--dataset", "--out", join(root, "elsewhere"));
      assert.equal(gate.exitCode, 0, gate.stderr);
      assert.match(gate.stderr, /warning: the history was not added to/);
    } finally {
      execFileSync("umount", [disk]);
    }
  });

  test("a file where the folder should be is said before anything is measured again", async () => {
    const folder = join(root, "file");
    mkdirSync(folder);
    writeFileSync(join(folder, ".soundings"), "");
    const { exitCode, stderr } = await profile(folder, "baseline", "save", "main", "--dataset", "../data");
    assert.equal(exitCode, 4, stderr);
    assert.match(stderr, /cannot be written/);
    rmSync(folder, { recursive: true });
  });
});

/** Waits until the writer has begun. */
function firstWrite(child: ChildProcess): Promise<void> {
  return new Promise((begun) => child.stdout?.once("data", () => begun()));
}

/** Reads while others write: never half a file. */
async function readOften(folder: string): Promise<void> {
  for (let time = 0; time < 40; time++) {
    await wait(5);
    const found = await readDatasetBaseline(folder, "main").catch((thrown: Error) => thrown.message);
    // Before the first write there is nothing yet.
    if (typeof found === "string") assert.match(found, /no stored dataset/);
    else assert.match(found.commit ?? "", /^[ab]$/);
  }
}
