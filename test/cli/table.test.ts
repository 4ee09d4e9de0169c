import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { runProfile, temporaryFolder } from "../support/run-profile.ts";

const cars = [
  "name,origin,horsepower,year",
  ...Array.from(
    { length: 60 },
    (_, row) =>
      `car ${row},${["usa", "japan", "europe"][row % 3]},${80 + ((row * 37) % 50)},${1970 + (row % 12)}`,
  ),
  "car 60,usa",
].join("\n");

test("a plain table is reported by itself: page, JSON, summary, exit codes", async (context) => {
  const folder = temporaryFolder(context);
  writeFileSync(join(folder, "cars.csv"), cars);
  const run = await runProfile(
    ["dataset", "cars.csv", "--label-column", "origin", "--reproducible", "--fail-on", "warning"],
    { folder },
  );
  assert.equal(run.exitCode, 1, run.stderr);
  assert.match(run.stdout, /cars {2}60 rows, 4 columns/);
  assert.match(run.stdout, /row-ragged {2}cars:62: .*2 cells/);
  const text = readFileSync(join(folder, "reports/cars/dataset.json"), "utf8");
  const { dataset, labels, columns, findings } = JSON.parse(text);
  assert.equal(dataset.exampleCount, 60);
  assert.deepEqual(
    labels.entries.map(({ label, count }: { label: string; count: number }) => [label, count]),
    [
      ["europe", 20],
      ["japan", 20],
      ["usa", 20],
    ],
  );
  assert.deepEqual(
    columns.map(({ name, type }: { name: string; type: string }) => [name, type]),
    [
      ["name", "text"],
      ["origin", "text"],
      ["horsepower", "integer"],
      ["year", "integer"],
    ],
  );
  assert.ok(findings.every(({ evidence }: { evidence: { rule: string } }) => evidence.rule !== ""));
  const page = readFileSync(join(folder, "reports/cars/dataset.html"), "utf8");
  assert.match(page, /<h1><bdi>cars<\/bdi><\/h1>/);
  assert.doesNotMatch(page, /https?:\/\/(?!www\.w3\.org)/);
  const again = await runProfile(
    ["dataset", "cars.csv", "--label-column", "origin", "--reproducible", "--workers", "1", "--out", "again"],
    { folder },
  );
  assert.equal(again.exitCode, 0, again.stderr);
  assert.equal(readFileSync(join(folder, "again/dataset.json"), "utf8"), text);
  assert.equal(readFileSync(join(folder, "again/dataset.html"), "utf8"), page);
});

test("a table that names audio files is a manifest, unless it is asked for as a table", async (context) => {
  const folder = temporaryFolder(context);
  writeFileSync(join(folder, "list.csv"), "file,label\na.wav,dog\nb.wav,cat\n");
  const manifest = await runProfile(["dataset", "list.csv"], { folder });
  assert.equal(manifest.exitCode, 2);
  assert.match(manifest.stderr, /None of the files.*--table/s);
  const table = await runProfile(["dataset", "list.csv", "--table", "--json"], { folder });
  assert.equal(table.exitCode, 0, table.stderr);
  assert.equal(JSON.parse(table.stdout).table.rowCount, 2);
});

test("mistakes with tables take one line", async (context) => {
  const folder = temporaryFolder(context);
  writeFileSync(join(folder, "cars.csv"), cars);
  const column = await runProfile(["dataset", "cars.csv", "--label-column", "colour"], { folder });
  assert.equal(column.exitCode, 2);
  assert.match(column.stderr, /cars\.csv has no column "colour".*"name", "origin"/s);
  const pattern = await runProfile(["dataset", "no-*.parquet"], { folder });
  assert.equal(pattern.exitCode, 2);
  assert.match(pattern.stderr, /There is no table no-\*\.parquet/);
});
