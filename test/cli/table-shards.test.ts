import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { seededRandom } from "../../src/stats/random.ts";
import { runProfile, temporaryFolder } from "../support/run-profile.ts";

/** A table that is too large to be looked at as a whole: numbers, texts, few kinds, gaps, repeated rows and one that does not parse. */
function largeTable(): string {
  const random = seededRandom(3);
  const rows = Array.from({ length: 230_000 }, (_, row) => {
    if (row % 1000 === 7) return "same,1,2.5,x,2024-01-01";
    const user = row % 40 === 0 ? "" : `user ${random.nextInt(50_000)}`;
    return `${user},${row},${(Math.exp(2 * random.next()) * 1e3).toFixed(5)},${"abcde"[random.nextInt(5)]},2024-0${1 + (row % 9)}-11`;
  });
  rows[1234] = "too,few";
  return `user,id,amount,kind,day\n${rows.join("\n")}\n`;
}

const report = (folder: string, name: string): readonly string[] =>
  ["dataset.json", "dataset.html"].map((file) => readFileSync(join(folder, name, file), "utf8"));

for (const [size, text] of [
  [
    "small",
    `kind,size\n${Array.from({ length: 500 }, (_, row) => `${"abc"[row % 3]},${row % 7}`).join("\n")}\n`,
  ],
  ["large", largeTable()],
] as const) {
  test(`shards of a ${size} table, merged in any order, are the bytes of one pass`, async (context) => {
    const folder = temporaryFolder(context);
    writeFileSync(join(folder, "t.csv"), text);
    const common = ["dataset", "t.csv", "--label-column", "kind", "--reproducible"];
    assert.equal((await runProfile([...common, "--out", "whole"], { folder })).exitCode, 0);
    for (const shard of [1, 2, 3]) {
      const run = await runProfile([...common, "--shard", `${shard}/3`, "--out", `p${shard}.json`], {
        folder,
      });
      assert.equal(run.exitCode, 0, run.stderr);
    }
    const whole = report(folder, "whole");
    for (const order of ["123", "312"]) {
      const parts = [...order].map((shard) => `p${shard}.json`);
      const merged = await runProfile(["merge", ...parts, "--reproducible", "--out", order], { folder });
      assert.equal(merged.exitCode, 0, merged.stderr);
      assert.deepEqual(report(folder, order), whole);
    }
    const missing = await runProfile(["merge", "p1.json", "p3.json"], { folder });
    assert.equal(missing.exitCode, 2);
    assert.match(missing.stderr, /missing 2\/3/);
    const twice = await runProfile(["merge", "p1.json", "p1.json"], { folder });
    assert.match(twice.stderr, /both hold shard 1/);
    for (const [broken, words] of [
      ["null", /no part of a table/],
      ['{"kind":"table"', /not whole JSON/],
    ] as const) {
      writeFileSync(join(folder, "broken.json"), broken);
      const refused = await runProfile(["merge", "p1.json", "broken.json"], { folder });
      assert.equal(refused.exitCode, 2);
      assert.match(refused.stderr, words);
    }
  });
}
