import assert from "node:assert/strict";
import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { appendHistory, readHistory } from "../../src/io/history-store.ts";
import { SoundingsError } from "../../src/model/errors.ts";
import type { HistoryEntry } from "../../src/model/gate-history.ts";
import { temporaryFolder } from "../support/noise-dataset.ts";
import { sampleBaseline } from "../support/sample-baseline.ts";

const entry: HistoryEntry = {
  schemaVersion: 1,
  measuredAt: "2026-01-02T03:04:05.000Z",
  commit: null,
  kind: "passed",
  environment: sampleBaseline.environment,
  values: { pipeline: { value: 0.002, unit: "secondsPerExample" } },
};

test("lines are added and read back, oldest first", async (context) => {
  const path = join(temporaryFolder(context), "deep/er/main.jsonl");
  assert.deepEqual(await readHistory(path), []);
  await appendHistory(path, entry);
  await appendHistory(path, { ...entry, kind: "regressed" });
  assert.deepEqual(
    (await readHistory(path)).map(({ kind }) => kind),
    ["passed", "regressed"],
  );
});

test("half a line, a foreign line and another version are left out, and do not swallow the next", async (context) => {
  const path = join(temporaryFolder(context), "main.jsonl");
  await writeFile(path, `${JSON.stringify({ ...entry, schemaVersion: 9 })}\nnot json\n`);
  await appendFile(path, JSON.stringify(entry).slice(0, 40));
  await appendHistory(path, entry);
  assert.equal((await readHistory(path)).length, 1);
  assert.equal((await readFile(path, "utf8")).split("\n").length, 5);
});

test("twenty gates at once leave twenty whole lines", async (context) => {
  const path = join(temporaryFolder(context), "main.jsonl");
  await Promise.all(Array.from({ length: 20 }, () => appendHistory(path, entry)));
  assert.equal((await readHistory(path)).length, 20);
});

test("a place that cannot be written says what to do", async (context) => {
  const folder = temporaryFolder(context);
  await writeFile(join(folder, "file"), "");
  await assert.rejects(appendHistory(join(folder, "file", "main.jsonl"), entry), (thrown: unknown) => {
    assert.ok(thrown instanceof SoundingsError);
    assert.match(thrown.hint, /--no-history/);
    return true;
  });
});
