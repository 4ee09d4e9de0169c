import assert from "node:assert/strict";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { readConfig } from "../../src/workflows/read-config.ts";
import { temporaryFolder } from "../support/run-profile.ts";
import { writeDeep } from "../support/write-wav.ts";

const known = ["workers", "labelColumn", "param"];

function config(context: TestContext, content: unknown): string {
  const path = join(temporaryFolder(context), "soundings.json");
  writeDeep(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

test("a section named after the command holds its options, and those of other commands do not matter", async (context) => {
  const path = config(context, { dataset: { workers: 2 }, gate: { margin: 0.1 } });
  assert.deepEqual(await readConfig(path, "dataset", known), { workers: 2 });
  assert.deepEqual(await readConfig(path, "pipeline", known), {});
});

test("without a section the whole file is meant, parameters included", async (context) => {
  const path = config(context, { labelColumn: "class", param: { data: "clips" }, gate: { margin: 0.1 } });
  assert.deepEqual(await readConfig(path, "dataset", known), {
    labelColumn: "class",
    param: { data: "clips" },
  });
});

for (const [what, content, says] of [
  ["unknown options", { dataset: { worker: 2 } }, /sets worker, which "profile dataset" does not know/],
  ["what is not JSON", "workers: 2", /is not JSON/],
  ["a list", "[1]", /is not a JSON object/],
  ["an empty file", "", /is not JSON/],
] as const) {
  test(`${what} cannot be used`, async (context) => {
    const path = config(context, content);
    await assert.rejects(readConfig(path, "dataset", known), { code: "usage", message: says });
  });
}
