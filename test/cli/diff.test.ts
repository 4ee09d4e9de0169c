import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { DatasetDiff } from "../../src/model/dataset-diff.ts";
import { runProfile, temporaryFolder } from "../support/run-profile.ts";
import { toneBytes, writeDeep } from "../support/write-wav.ts";

/** Sixty tones of two labels, `dogs` of them dogs; the first has another name in the second set. */
function writeSet(folder: string, name: string, dogs: number): void {
  const rows = Array.from({ length: 60 }, (_, index) => {
    const file = index === 0 ? `${name}-first.wav` : `${index}.wav`;
    writeDeep(join(folder, name, file), toneBytes(200 + 10 * index));
    return `${file},${index < dogs ? "dog" : "cat"}`;
  });
  writeDeep(join(folder, name, "labels.csv"), `path,label\n${rows.join("\n")}\n`);
}

test("folders are compared by example, statistics by what they count, either says what drifted", async (context) => {
  const folder = temporaryFolder(context);
  writeSet(folder, "old", 10);
  writeSet(folder, "new", 40);
  const words = [
    "diff",
    "old/labels.csv",
    "new/labels.csv",
    "--out",
    "by-files",
    "--fail-on-drift",
    "--json",
  ];
  const byFiles = await runProfile(words, { folder });
  assert.equal(byFiles.exitCode, 1);
  const diff = JSON.parse(byFiles.stdout) as DatasetDiff;
  assert.equal(diff.comparison?.changes.relabelled.count, 30);
  assert.deepEqual(
    diff.comparison?.changes.renamed.changes.map(({ id, previousId }) => [id, previousId]),
    [["new-first.wav", "old-first.wav"]],
  );
  assert.deepEqual(
    diff.drifts.filter(({ outcome }) => outcome === "drifted").map(({ feature }) => feature),
    ["label"],
  );
  assert.match(
    readFileSync(join(folder, "by-files/diff.html"), "utf8"),
    /<h1><bdi>new against old<\/bdi><\/h1>/,
  );

  await runProfile(["dataset", "old/labels.csv", "--out", "report"], { folder });
  const byCounts = await runProfile(["diff", "report/dataset.json", "new/labels.csv", "--json"], { folder });
  const counted = JSON.parse(byCounts.stdout) as DatasetDiff;
  assert.equal(byCounts.exitCode, 0);
  assert.equal(counted.comparison, null);
  assert.equal(counted.before.knownFrom, "statistics");
  assert.deepEqual(counted.labels, [
    { value: "cat", before: 50, after: 20 },
    { value: "dog", before: 10, after: 40 },
  ]);
  const [first] = counted.drifts;
  assert.equal(first?.feature, "label");
  // 30 of 60 changed sides.
  assert.equal(first?.effect.center, 0.5);
});

test("columns of tables that came, went or have another type are named", async (context) => {
  const folder = temporaryFolder(context);
  writeDeep(join(folder, "old.csv"), Buffer.from("id,power,<b>gone</b>\n1,70,x\n2,80,y\n"));
  writeDeep(join(folder, "new.csv"), Buffer.from("id,power,seats\n1,seventy,4\n2,80,5\n"));
  const words = ["diff", "old.csv", "new.csv", "--out", "d"];
  const { stdout } = await runProfile(words, { folder });
  assert.match(stdout, /columns that came: seats/);
  assert.match(stdout, /columns that went: <b>gone<\/b>/);
  assert.match(stdout, /columns of another type: power \(integer -> text\)/);
  const diff = JSON.parse(readFileSync(join(folder, "d/diff.json"), "utf8")) as DatasetDiff;
  assert.deepEqual(
    diff.lists?.find(({ list }) => list === "columns"),
    { list: "columns", added: ["seats"], removed: ["<b>gone</b>"] },
  );
  assert.deepEqual(diff.retyped, [{ column: "power", before: "integer", after: "text" }]);
  const page = readFileSync(join(folder, "d/diff.html"), "utf8");
  assert.match(page, /that came: <bdi>seats<\/bdi>\. that went: <bdi>&lt;b&gt;gone/);
});
