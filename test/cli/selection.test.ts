import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { SplitReport, SubsetReport } from "../../src/model/selection.ts";
import { tarBytes } from "../fixtures/layouts/make-layouts.ts";
import { runDocs } from "../support/run-docs.ts";
import { runProfile, temporaryFolder } from "../support/run-profile.ts";
import { toneBytes, writeDeep } from "../support/write-wav.ts";

const labels = ["cat", "dog", "owl"];

/** A manifest of 90 tones: 3 labels, 2 splits, 15 speakers who say one label each; every tenth is a copy of the one before. */
function writeTones(folder: string): void {
  const rows = Array.from({ length: 90 }, (_, index) => {
    const speaker = index % 15;
    const isCopy = index % 10 === 9;
    writeDeep(join(folder, `wav/${index}.wav`), toneBytes(200 + 7 * (isCopy ? index - 1 : index)));
    return `wav/${index}.wav,${labels[speaker % 3]},${index % 5 === 0 ? "test" : "train"},s${speaker},"a, ""b"""`;
  });
  writeDeep(join(folder, "labels.csv"), `path,label,split,speaker,note\n${rows.join("\n")}\n`);
}

function read<Report>(folder: string, path: string): Report {
  return JSON.parse(readFileSync(join(folder, path), "utf8")) as Report;
}

test("every command of docs/subsets.md runs, and leaves what the page says", async (context) => {
  const folder = temporaryFolder(context);
  writeTones(folder);
  for (const { command, run } of await runDocs("subsets.md", folder)) {
    assert.equal(run.exitCode, 0, `${command}: ${run.stderr}`);
  }
  const small = read<SubsetReport>(folder, "small/subset.json");
  assert.deepEqual(small.leaks, { groupCount: 0, duplicateCount: 0 });
  assert.equal(small.rule.group, "group");
  const again = read<{ dataset: { exampleCount: number } }>(folder, "small/report/dataset.json");
  assert.equal(again.dataset.exampleCount, small.count);
  const split = read<SplitReport>(folder, "splits/split.json");
  assert.deepEqual(split.leaks, { groupCount: 0, duplicateCount: 0 });
  assert.deepEqual(
    split.splits.map(({ name }) => name),
    ["train", "validation", "test"],
  );
  const rows = readFileSync(join(folder, "splits/split.csv"), "utf8").split("\n");
  assert.equal(rows[0], "path,label,split,group,note");
  assert.match(rows[1] ?? "", /^\.\.\/wav\/0\.wav,cat,(train|validation|test),s0,"a, ""b"""$/);
});

test("members of shards are copied out on wish, and cannot be listed", async (context) => {
  const folder = temporaryFolder(context);
  const members = Array.from({ length: 8 }, (_, index) => [
    [`${index}.wav`, toneBytes(300 + 50 * index)] as const,
    [`${index}.cls`, labels[index % 2]!] as const,
  ]).flat();
  writeDeep(join(folder, "shards/train-0.tar"), tarBytes(members));
  const listed = await runProfile(["subset", "shards", "--fraction", "0.5"], { folder });
  assert.equal(listed.exitCode, 2);
  assert.match(listed.stderr, /--files copy/);
  const words = ["subset", "shards", "--fraction", "0.5", "--files", "copy", "--out", "half", "--json"];
  const copied = await runProfile(words, { folder });
  const { ids, strata } = JSON.parse(copied.stdout) as SubsetReport;
  assert.deepEqual(
    strata.map(({ count }) => count),
    [2, 2],
  );
  assert.deepEqual(read<SubsetReport>(folder, "half/subset.json").ids, ids);
  for (const id of ids) assert.equal(statSync(join(folder, "half/files", id)).size, 4044);
});

for (const [what, words, message] of [
  ["a fraction of nothing", ["subset", "labels.csv", "--fraction", "0"], /above 0 and at most 1/],
  ["shares that are no whole", ["split", "labels.csv", "--into", "a=0.5,b=0.4"], /add up to 1/],
  [
    "a field that nobody has",
    ["split", "labels.csv", "--stratify", "mood"],
    /no example says anything under "mood"/,
  ],
] as const) {
  test(`${what} is the caller's mistake`, async (context) => {
    const folder = temporaryFolder(context);
    writeTones(folder);
    const run = await runProfile(words, { folder });
    assert.equal(run.exitCode, 2);
    assert.match(run.stderr, message);
  });
}
