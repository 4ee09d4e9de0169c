import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readText, writeFiles } from "../../src/io/files.ts";
import { temporaryFolder } from "../support/run-profile.ts";

test("files are written whole into a folder that is made for them, over what was there", async (context) => {
  const folder = join(temporaryFolder(context), "reports/birds");
  await writeFiles(folder, { "dataset.json": "{ old }" });
  const paths = await writeFiles(folder, { "dataset.html": "<p>é", "dataset.json": "{}" });
  assert.deepEqual(paths, [join(folder, "dataset.html"), join(folder, "dataset.json")]);
  assert.deepEqual(readdirSync(folder), ["dataset.html", "dataset.json"]);
  assert.equal(readFileSync(join(folder, "dataset.html"), "utf8"), "<p>é");
  assert.equal(await readText(join(folder, "dataset.json")), "{}");
});

test("a place that cannot be written is an error that says where, and leaves nothing half done", async (context) => {
  const folder = temporaryFolder(context);
  writeFileSync(join(folder, "file"), "");
  await assert.rejects(writeFiles(join(folder, "file"), { "a.json": "{}" }), {
    code: "run",
    message: /cannot write .*file.a\.json/,
    hint: /--out/,
  });
  mkdirSync(join(folder, "taken/a.json"), { recursive: true });
  await assert.rejects(writeFiles(join(folder, "taken"), { "a.json": "{}" }), { code: "run" });
  assert.deepEqual(readdirSync(join(folder, "taken")), ["a.json"]);
});

test("a file that cannot be read is the caller's error", async (context) => {
  const folder = temporaryFolder(context);
  await assert.rejects(readText(join(folder, "none.json")), { code: "usage", message: /cannot read .*none/ });
  await assert.rejects(readText(folder), { code: "usage", message: /cannot read/ });
});
