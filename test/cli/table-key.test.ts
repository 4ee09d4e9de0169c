import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { runProfile, temporaryFolder } from "../support/run-profile.ts";

test("a named key: repeated rows, rows without it, and which keys are there twice", async (context) => {
  const folder = temporaryFolder(context);
  // Every patient has one visit a day; but patient 7 has three on one, patient 8 two, and one visit has no day.
  const rows = Array.from({ length: 100 }, (_, row) => `p${row},2024-01-0${1 + (row % 9)},${row}`);
  rows.push("p7,2024-01-08,a", "p7,2024-01-08,b", "p8,2024-01-09,c", "p9,,d", "p9,,e");
  writeFileSync(join(folder, "visits.csv"), `patient,day,note\n${rows.join("\n")}\n`);
  const run = await runProfile(
    ["dataset", "visits.csv", "--key", "patient,day", "--fail-on", "error", "--json"],
    { folder },
  );
  assert.equal(run.exitCode, 1, run.stderr);
  const { table, findings } = JSON.parse(run.stdout);
  assert.equal(table.namedKey.repeatedRowCount.center, 3);
  assert.equal(table.namedKey.repeatedRowCount.method, "exact");
  assert.equal(table.namedKey.missingRowCount, 2);
  assert.deepEqual(table.namedKey.examples, [
    { values: ["p7", "2024-01-08"], count: 3 },
    { values: ["p8", "2024-01-09"], count: 2 },
  ]);
  const messages = findings
    .filter(({ code }: { code: string }) => code.startsWith("key-"))
    .map(({ message }: { message: string }) => message);
  assert.deepEqual(messages, [
    'In 2 rows a cell of the key "patient", "day" is missing.',
    '3 rows repeat the key "patient", "day" of another, such as p7, 2024-01-08 (3 times); p8, 2024-01-09 (2 times).',
  ]);
  const wrong = await runProfile(["dataset", "visits.csv", "--key", "patient,hour"], { folder });
  assert.equal(wrong.exitCode, 2);
  assert.match(wrong.stderr, /has no column "hour"/);
});

test("in a large table repeated keys are estimated, with an interval that holds their number", async (context) => {
  const folder = temporaryFolder(context);
  const rows = Array.from({ length: 400_000 }, (_, row) => `${row % 380_000},recording number ${row}`);
  writeFileSync(join(folder, "big.csv"), `id,name\n${rows.join("\n")}\n`);
  const run = await runProfile(["dataset", "big.csv", "--key", "id", "--json"], { folder });
  assert.equal(run.exitCode, 0, run.stderr);
  const { center, low, high, method } = JSON.parse(run.stdout).table.namedKey.repeatedRowCount;
  assert.equal(method, "sketched");
  assert.ok(low <= 20_000 && 20_000 <= high, `20,000 is not within ${low} to ${high}`);
  assert.ok(Math.abs(center - 20_000) < 2000, String(center));
});
