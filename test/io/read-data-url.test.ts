import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readDataUrl } from "../../src/io/read-data-url.ts";
import { temporaryFolder, wavBytes } from "../support/noise-dataset.ts";
import { noise } from "../support/synthetic-signal.ts";

test("a member of an archive has the type that its bytes show, whatever the archive is called", (context) => {
  const folder = temporaryFolder(context);
  const flac = Buffer.concat([Buffer.from("fLaC"), Buffer.alloc(96)]);
  const wav = Buffer.from(wavBytes(noise(100, 1, 0.5), 8000));
  writeFileSync(join(folder, "shard.tar"), Buffer.concat([Buffer.alloc(512), flac, wav]));
  const at = (offset: number, count: number): string => join(folder, `shard.tar#bytes=${offset}+${count}`);
  const ofFlac = readDataUrl(at(512, flac.length), 1e6);
  assert.equal(ofFlac, `data:audio/flac;base64,${flac.toString("base64")}`);
  assert.match(readDataUrl(at(512 + flac.length, wav.length), 1e6) ?? "", /^data:audio\/wav;base64,UklGR/);
});

test("what is no audio, too long or not there gives no URL", (context) => {
  const folder = temporaryFolder(context);
  writeFileSync(join(folder, "page.wav"), "<!doctype html>");
  writeFileSync(join(folder, "long.wav"), wavBytes(noise(100, 1, 0.5), 8000));
  assert.equal(readDataUrl(join(folder, "page.wav"), 1e6), null);
  assert.equal(readDataUrl(join(folder, "long.wav"), 100), null);
  assert.equal(readDataUrl(join(folder, "gone.wav"), 1e6), null);
});
