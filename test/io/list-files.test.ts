import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { listFiles } from "../../src/io/list-files.ts";

test("lists files of all depths in one order, through links but not in circles", async (context) => {
  const root = mkdtempSync(join(tmpdir(), "soundings-"));
  context.after(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, "b/deep"), { recursive: true });
  for (const name of ["b/deep/2.wav", "b/1.wav", "a.wav", ".hidden", "é 鳥.WAV"])
    writeFileSync(join(root, name), "");
  symlinkSync(root, join(root, "b/deep/up"));
  symlinkSync(join(root, "b/deep"), join(root, "link"));
  symlinkSync(join(root, "nowhere"), join(root, "dangling.wav"));
  assert.deepEqual(await listFiles(root), [
    ".hidden",
    "a.wav",
    "b/1.wav",
    "b/deep/2.wav",
    "dangling.wav",
    "link/2.wav",
    "é 鳥.WAV",
  ]);
});

test("a folder that is not there is the caller's mistake", async () => {
  await assert.rejects(listFiles("/no/such/folder"), { name: "SoundingsError", code: "usage" });
});
