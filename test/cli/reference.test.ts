import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { ReferenceComparison } from "../../src/model/reference-comparison.ts";
import { runProfile, temporaryFolder } from "../support/run-profile.ts";
import { toneBytes, writeDeep } from "../support/write-wav.ts";

/** Six hundred cars, of which every `share`th comes from Japan; each `gap`th has no year. */
function carsOf({ share, gap }: { readonly share: number; readonly gap: number }): string {
  const rows = Array.from({ length: 600 }, (_, row) => {
    const origin = row % share === 0 ? "japan" : ["usa", "europe"][row % 2];
    return `car ${row},${origin},${80 + ((row * 37) % 50)},${row % gap === 0 ? "" : 1970 + (row % 12)}`;
  });
  return `name,origin,horsepower,year\n${rows.join("\n")}\n`;
}

function drifted({ drifts }: ReferenceComparison): readonly string[] {
  return drifts
    .filter(({ outcome }) => outcome === "drifted")
    .map(({ feature, kind }) => `${feature} ${kind}`);
}

test("a table is held against another, and against what a stored report counts", async (context) => {
  const folder = temporaryFolder(context);
  writeFileSync(join(folder, "old.csv"), carsOf({ share: 10, gap: 1000 }));
  writeFileSync(join(folder, "new.csv"), carsOf({ share: 3, gap: 4 }));
  const common = ["--label-column", "origin", "--reproducible"];
  const run = await runProfile(["dataset", "new.csv", ...common, "--reference", "old.csv"], { folder });
  assert.equal(run.exitCode, 0, run.stderr);
  assert.match(run.stdout, /reference {6}old: 2 of \d distributions drifted/);
  const text = readFileSync(join(folder, "reports/new/dataset.json"), "utf8");
  const byRows = JSON.parse(text).reference as ReferenceComparison;
  assert.deepEqual(drifted(byRows), ["column:year missing", "column:origin category"]);
  assert.equal(byRows.reference.knownFrom, "table");
  assert.deepEqual(
    byRows.labels.find(({ value }) => value === "japan"),
    { value: "japan", before: 60, after: 200 },
  );
  assert.match(readFileSync(join(folder, "reports/new/dataset.html"), "utf8"), /Against the reference/);

  await runProfile(["dataset", "old.csv", ...common, "--out", "old"], { folder });
  const stored = await runProfile(
    ["dataset", "new.csv", ...common, "--reference", "old/dataset.json", "--json"],
    { folder },
  );
  const byCounts = JSON.parse(stored.stdout).reference as ReferenceComparison;
  assert.equal(byCounts.reference.knownFrom, "statistics");
  // Counted to the last row, they say the same of the columns of few values; of horsepower they do not say enough.
  assert.deepEqual(drifted(byCounts), drifted(byRows));
  assert.ok(byCounts.drifts.every(({ feature }) => feature !== "column:horsepower"));
});

test("two tables side by side, by the command that does so for folders", async (context) => {
  const folder = temporaryFolder(context);
  writeFileSync(join(folder, "old.csv"), carsOf({ share: 10, gap: 1000 }));
  writeFileSync(join(folder, "new.csv"), carsOf({ share: 3, gap: 1000 }));
  const run = await runProfile(["diff", "old.csv", "new.csv", "--label-column", "origin", "--json"], {
    folder,
  });
  assert.equal(run.exitCode, 0, run.stderr);
  const diff = JSON.parse(run.stdout);
  assert.equal(diff.before.knownFrom, "table");
  assert.equal(diff.hasDrifted, true);
  assert.equal(diff.drifts[0].feature, "column:origin");
});

test("recordings are held against a folder; what is no match is refused", async (context) => {
  const folder = temporaryFolder(context);
  for (const [name, dogs] of [
    ["old", 4],
    ["new", 36],
  ] as const) {
    for (let index = 0; index < 40; index++)
      writeDeep(
        join(folder, name, index < dogs ? "dog" : "cat", `${index}.wav`),
        toneBytes(200 + 10 * index),
      );
  }
  const run = await runProfile(["dataset", "new", "--reference", "old", "--json"], { folder });
  assert.equal(run.exitCode, 0, run.stderr);
  const reference = JSON.parse(run.stdout).reference as ReferenceComparison;
  assert.deepEqual(drifted(reference), ["label category"]);
  assert.equal(reference.basis, "all examples of both");

  writeFileSync(join(folder, "cars.csv"), carsOf({ share: 3, gap: 9 }));
  const mixed = await runProfile(["dataset", "cars.csv", "--reference", "old"], { folder });
  assert.equal(mixed.exitCode, 2);
  assert.match(mixed.stderr, /old is no plain table/);
  const redacted = await runProfile(["dataset", "new", "--reference", "old", "--redact"], { folder });
  assert.equal(redacted.exitCode, 2);
  assert.match(redacted.stderr, /--redact does not hide what --reference/);
});
