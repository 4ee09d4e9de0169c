import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { measureDiskRate, parseReadBytes, readReadBytes } from "../../src/io/disk-clock.ts";

const hasCounts = existsSync("/proc/self/io");

test("rchar is what was asked for, read_bytes what came from a disk", () => {
  const io =
    "rchar: 323934931\nwchar: 323929600\nsyscr: 632687\nsyscw: 632675\nread_bytes: 4096\nwrite_bytes: 323932160\ncancelled_write_bytes: 0\n";
  assert.deepEqual(parseReadBytes(io), { requestedBytes: 323_934_931, deviceBytes: 4096 });
  assert.equal(parseReadBytes("rchar: 12\n"), null);
});

test("a file that is in the page cache counts as asked for", { skip: !hasCounts }, () => {
  const path = process.execPath;
  const size = readFileSync(path).length;
  const before = readReadBytes();
  readFileSync(path);
  assert.ok((readReadBytes()?.requestedBytes ?? 0) - (before?.requestedBytes ?? 0) >= size);
});

test("a disk is as fast as it is, or nothing is said of it", { skip: !hasCounts }, async () => {
  const rate = await measureDiskRate(process.execPath);
  assert.ok(rate === null || rate > 1e5, `${rate}`);
  assert.equal(await measureDiskRate("/proc"), null);
});
