import assert from "node:assert/strict";
import { readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readAudio } from "../../src/io/read-audio.ts";
import { readBeginning } from "../../src/io/read-beginning.ts";
import { temporaryFolder, wavBytes } from "../support/noise-dataset.ts";
import { needsData, sharedData } from "../support/requirements.ts";
import { noise } from "../support/synthetic-signal.ts";

const tone = (name: string): string => join(import.meta.dirname, "../fixtures/audio/tones", name);

test("of a recording above the limit, half the limit is decoded, and the clip speaks of the whole", async (context) => {
  const path = join(temporaryFolder(context), "long.wav");
  writeFileSync(path, wavBytes(noise(100_000, 1), 8000));
  const { audio, sizeBytes, beginningSeconds } = await readBeginning(path, 65_536);
  const whole = await readAudio(path);
  assert.ok(audio.kind === "decoded" && whole.audio.kind === "decoded");
  assert.deepEqual(audio.clip, whole.audio.clip);
  assert.equal(sizeBytes, 200_044);
  const [samples] = audio.signal.channels;
  // Half the limit by the share of the file's bytes, of which the header takes 44.
  assert.ok(Math.abs(samples!.length - 32_768) <= 22, `${samples!.length} samples`);
  assert.equal(beginningSeconds, samples!.length / 8000);
  assert.deepEqual(samples, whole.audio.signal.channels[0]!.subarray(0, samples!.length));
});

test("up to the limit a recording is decoded whole", async () => {
  for (const name of ["s16.wav", "s16.flac", "layer3.mp3", "vorbis.ogg"]) {
    const { beginningSeconds, ...whole } = await readBeginning(tone(name), 24_000);
    assert.equal(beginningSeconds, null, name);
    assert.deepEqual(whole, await readAudio(tone(name)), name);
  }
});

test("compressed formats give their beginning without a problem", async () => {
  for (const name of ["s16.flac", "layer3.mp3"]) {
    const { audio, beginningSeconds } = await readBeginning(tone(name), 23_000);
    assert.ok(audio.kind === "decoded", `${name}: ${audio.problem?.reason}`);
    assert.equal(audio.clip.frameCount, 12_000, name);
    const decodedCount = audio.signal.channels[0]!.length;
    assert.ok(decodedCount > 1000 && decodedCount < 12_000, `${name}: ${decodedCount} samples`);
    assert.equal(beginningSeconds, decodedCount / audio.clip.sampleRateHertz, name);
  }
});

test("so does Ogg", needsData("mixed-formats"), async () => {
  const path = join(sharedData("mixed-formats"), "good/ogg_vorbis_mono_44100.ogg");
  const { audio, beginningSeconds } = await readBeginning(path, 200_000);
  assert.ok(audio.kind === "decoded", audio.problem?.reason);
  assert.equal(audio.clip.frameCount, 220_500);
  assert.ok(beginningSeconds! > 1 && beginningSeconds! < 4, `${beginningSeconds} s`);
});

test("a header that promises more than the file can hold is not believed", async (context) => {
  const path = join(temporaryFolder(context), "liar.flac");
  const bytes = Buffer.from(readFileSync(tone("s16.flac")));
  bytes[21] = bytes[21]! | 15;
  writeFileSync(path, bytes);
  const { audio, beginningSeconds } = await readBeginning(path);
  assert.equal(beginningSeconds, null);
  assert.deepEqual([audio.kind, audio.problem?.code], ["partial", "file-truncated"]);
});

test("of ten hours of WAV only the beginning is read", async (context) => {
  const path = join(temporaryFolder(context), "day.wav");
  const header = wavBytes(new Float32Array(0), 16_000).subarray(0, 44);
  const dataBytes = 10 * 3600 * 16_000 * 2;
  header.writeUInt32LE(dataBytes, 40);
  writeFileSync(path, header);
  // A sparse file: a gigabyte of silence that takes no room on the disk.
  truncateSync(path, 44 + dataBytes);
  assert.equal(statSync(path).size, 44 + dataBytes);
  const { audio, beginningSeconds } = await readBeginning(path, 2 ** 20);
  assert.ok(audio.kind === "decoded");
  assert.equal(audio.clip.durationSeconds, 36_000);
  assert.ok(Math.abs(beginningSeconds! - 2 ** 19 / 16_000) < 0.01);
});
