import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readBeginning } from "../../src/io/read-beginning.ts";
import { readMix } from "../../src/io/read-mix.ts";
import { mixDown } from "../../src/signal/mix-down.ts";
import { temporaryFolder } from "../support/run-profile.ts";
import { noise } from "../support/synthetic-signal.ts";
import { wavBytes, writeDeep } from "../support/write-wav.ts";

/** Stereo of 32-bit floats, with a sample that is no number. */
function stereoBytes(frameCount: number): Buffer {
  const head = wavBytes(new Float32Array(0), 8000).subarray(0, 44);
  head.writeUInt16LE(3, 20);
  head.writeUInt16LE(2, 22);
  head.writeUInt32LE(64_000, 28);
  head.writeUInt16LE(8, 32);
  head.writeUInt16LE(32, 34);
  const samples = noise(2 * frameCount, 5, 0.5);
  samples[7] = Number.NaN;
  head.writeUInt32LE(samples.byteLength, 40);
  head.writeUInt32LE(36 + samples.byteLength, 4);
  return Buffer.concat([head, Buffer.from(samples.buffer)]);
}

test("the mean of the channels is that of the decoded signal, whatever was read before and of any length", async (context) => {
  const folder = temporaryFolder(context);
  for (const frameCount of [300_000, 10, 700_001]) {
    const path = join(folder, `${frameCount}.wav`);
    writeFileSync(path, stereoBytes(frameCount));
    const { audio } = await readBeginning(path);
    assert.ok(audio.kind !== "failed");
    const clip = await readMix(path);
    assert.deepEqual(clip?.samples, mixDown(audio.signal.channels));
    assert.equal(clip?.durationSeconds, frameCount / 8000);
  }
});

test("of a beginning the samples are those of so many seconds, the length that of the whole", async (context) => {
  const path = join(temporaryFolder(context), "long.wav");
  writeFileSync(path, stereoBytes(300_000));
  const whole = (await readMix(path))!.samples.slice();
  const beginning = await readMix(path, 2);
  assert.equal(beginning?.samples.length, 16_000);
  assert.deepEqual(beginning?.samples, whole.subarray(0, 16_000));
  assert.equal(beginning?.durationSeconds, 37.5);
});

test("what cannot be read, and what holds nothing, gives nothing", async (context) => {
  const folder = temporaryFolder(context);
  writeDeep(join(folder, "broken.wav"), "no audio");
  writeFileSync(join(folder, "empty.wav"), wavBytes(new Float32Array(0), 8000));
  for (const name of ["broken.wav", "empty.wav", "gone.wav"]) {
    assert.equal(await readMix(join(folder, name)), null, name);
  }
});
