import assert from "node:assert/strict";
import { existsSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { type Journal, openJournal, removeJournal } from "../../src/io/journal.ts";
import { temporaryFolder } from "../support/noise-dataset.ts";

const open = (path: string, head: unknown = "head", resume = true): Journal =>
  openJournal(path, { head, resume, pauseSeconds: 0 });

const write = (path: string, ...entries: readonly unknown[]): void => {
  const journal = open(path);
  for (const entry of entries) journal.append(entry);
  journal.close();
};

test("entries are there when it is taken up, and new ones come after them", (context) => {
  const path = join(temporaryFolder(context), "deep/er/journal.jsonl");
  write(path, { a: 1 }, { b: "two\nlines" });
  assert.deepEqual(open(path).entries, [{ a: 1 }, { b: "two\nlines" }]);
  write(path, { c: 3 });
  assert.deepEqual(open(path).entries, [{ a: 1 }, { b: "two\nlines" }, { c: 3 }]);
  removeJournal(path);
  assert.equal(existsSync(path), false);
  assert.deepEqual(open(path).entries, []);
});

test("cut anywhere, it gives the entries that are whole, and can be written on", (context) => {
  const path = join(temporaryFolder(context), "journal.jsonl");
  write(path, { a: 1 }, { b: "鳥" }, { c: 3 });
  const whole = readFileSync(path);
  for (let byteCount = 0; byteCount < whole.length; byteCount++) {
    writeFileSync(path, whole);
    truncateSync(path, byteCount);
    const lines = whole.subarray(0, byteCount).toString().split("\n").length - 2;
    const before = [{ a: 1 }, { b: "鳥" }, { c: 3 }].slice(0, Math.max(0, lines));
    write(path, { d: 4 });
    assert.deepEqual(open(path).entries, [...before, { d: 4 }], `${byteCount} bytes`);
  }
});

test("one with another head counts as none, and so does any without resume", (context) => {
  const path = join(temporaryFolder(context), "journal.jsonl");
  write(path, { a: 1 });
  assert.deepEqual(open(path, "another head").entries, []);
  assert.deepEqual(open(path, "head", false).entries, []);
  assert.deepEqual(open(path).entries, [{ a: 1 }]);
});

test("a run that is shorter than the pause between two writes leaves nothing until it closes", (context) => {
  const path = join(temporaryFolder(context), "journal.jsonl");
  const journal = openJournal(path, { head: "head", resume: false, pauseSeconds: 3600 });
  journal.append({ a: 1 });
  assert.equal(existsSync(path), false);
  journal.close();
  assert.deepEqual(open(path).entries, [{ a: 1 }]);
});

test("work that is done leaves what it has written, and no more", (context) => {
  const path = join(temporaryFolder(context), "journal.jsonl");
  const short = openJournal(path, { head: "head", resume: false, pauseSeconds: 3600 });
  short.append({ a: 1 });
  short.end();
  short.close();
  assert.equal(existsSync(path), false);
  const long = open(path, "head", false);
  long.append({ a: 1 });
  long.end();
  assert.deepEqual(open(path).entries, [{ a: 1 }]);
});
