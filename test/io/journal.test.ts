import assert from "node:assert/strict";
import { appendFileSync, existsSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { type Journal, openJournal, removeJournal } from "../../src/io/journal.ts";
import { temporaryFolder } from "../support/noise-dataset.ts";

const open = (path: string, head: unknown = "head", resume = true): Journal =>
  openJournal(path, { head, resume, pauseSeconds: 0 });

const bytesOf = (entry: unknown): Uint8Array => Buffer.from(JSON.stringify(entry));

const write = (path: string, ...entries: readonly unknown[]): void => {
  const journal = open(path);
  for (const entry of entries) journal.append(bytesOf(entry));
  journal.close();
};

const entriesIn = (path: string, head: unknown = "head", resume = true): readonly unknown[] => {
  const journal = open(path, head, resume);
  const entries = journal.entries.map((entry) => JSON.parse(Buffer.from(journal.read(entry)).toString()));
  journal.end();
  return entries;
};

test("entries are there when it is taken up, and new ones come after them", (context) => {
  const path = join(temporaryFolder(context), "deep/er/journal.jsonl");
  write(path, { a: 1 }, { b: "two\nlines" });
  assert.deepEqual(entriesIn(path), [{ a: 1 }, { b: "two\nlines" }]);
  write(path, { c: 3 });
  assert.deepEqual(entriesIn(path), [{ a: 1 }, { b: "two\nlines" }, { c: 3 }]);
  removeJournal(path);
  assert.equal(existsSync(path), false);
  assert.deepEqual(entriesIn(path), []);
});

test("cut anywhere, it gives the entries that are whole, and can be written on", (context) => {
  const path = join(temporaryFolder(context), "journal.jsonl");
  const all = [{ a: 1 }, { b: "鳥" }, { c: 3 }];
  const ends = all.map((entry) => {
    write(path, entry);
    return statSync(path).size;
  });
  const whole = readFileSync(path);
  for (let byteCount = 0; byteCount < whole.length; byteCount++) {
    writeFileSync(path, whole);
    truncateSync(path, byteCount);
    const before = all.filter((_, index) => byteCount >= ends[index]!);
    write(path, { d: 4 });
    assert.deepEqual(entriesIn(path), [...before, { d: 4 }], `${byteCount} bytes`);
  }
});

test("one with another head counts as none, and so does any without resume", (context) => {
  const path = join(temporaryFolder(context), "journal.jsonl");
  write(path, { a: 1 });
  assert.deepEqual(entriesIn(path, "another head"), []);
  assert.deepEqual(entriesIn(path, "head", false), []);
  assert.deepEqual(entriesIn(path), [{ a: 1 }]);
});

test("a run that is shorter than the pause between two writes leaves nothing until it closes", (context) => {
  const path = join(temporaryFolder(context), "journal.jsonl");
  const journal = openJournal(path, { head: "head", resume: false, pauseSeconds: 3600 });
  journal.append(bytesOf({ a: 1 }));
  assert.equal(existsSync(path), false);
  journal.close();
  assert.deepEqual(entriesIn(path), [{ a: 1 }]);
});

test("work that is done leaves what it has written, and no more", (context) => {
  const path = join(temporaryFolder(context), "journal.jsonl");
  const short = openJournal(path, { head: "head", resume: false, pauseSeconds: 3600 });
  short.append(bytesOf({ a: 1 }));
  short.end();
  short.close();
  assert.equal(existsSync(path), false);
  const long = open(path, "head", false);
  long.append(bytesOf({ a: 1 }));
  long.end();
  assert.deepEqual(entriesIn(path), [{ a: 1 }]);
});

test("more than is written at once comes back whole, and so does an entry that is longer than that", (context) => {
  const path = join(temporaryFolder(context), "journal");
  const long = "x".repeat(600_000);
  const journal = openJournal(path, { head: "head", resume: false, pauseSeconds: 3600 });
  const entries = [...Array.from({ length: 3000 }, (_, index) => `${index} ${"y".repeat(150)}`), long, "end"];
  for (const entry of entries) journal.append(bytesOf(entry));
  journal.close();
  assert.deepEqual(entriesIn(path), entries);
});

test("zeros, which a disk without power may leave, end it", (context) => {
  const path = join(temporaryFolder(context), "journal");
  write(path, { a: 1 });
  appendFileSync(path, Buffer.alloc(4096));
  write(path, { b: 2 });
  assert.deepEqual(entriesIn(path), [{ a: 1 }, { b: 2 }]);
});

test("once it writes, what comes is written before the pause is over where there is much of it", async (context) => {
  const path = join(temporaryFolder(context), "journal.jsonl");
  const journal = openJournal(path, { head: "head", resume: false, pauseSeconds: 0.2 });
  journal.append(bytesOf("first"));
  assert.equal(existsSync(path), false);
  await delay(250);
  journal.append(bytesOf("second"));
  const before = statSync(path).size;
  journal.append(new Uint8Array(2 ** 17));
  assert.equal(statSync(path).size, before);
  journal.append(new Uint8Array(2 ** 17));
  assert.ok(statSync(path).size > before + 2 ** 18);
  journal.end();
});
