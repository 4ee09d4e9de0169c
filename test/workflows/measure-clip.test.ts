import assert from "node:assert/strict";
import { closeSync, openSync, readFileSync, truncateSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { ClipMeasurement } from "../../src/model/clip-measurement.ts";
import { measureClip, measureTagged } from "../../src/workflows/measure-clip.ts";
import { assertClose } from "../support/assert-close.ts";
import { contentTagOf } from "../support/content-tag.ts";
import { temporaryFolder, wavBytes } from "../support/noise-dataset.ts";
import { noise } from "../support/synthetic-signal.ts";

const tone = (name: string): string => join(import.meta.dirname, "../fixtures/audio/tones", name);

async function measure(path: string): Promise<ClipMeasurement> {
  return (await measureClip({ exampleId: "a", path, withMeyda: false })).measurement;
}

test("the same samples measure the same in every container", async () => {
  const { signal, provenance, fingerprint, pcmSha256 } = await measure(tone("s16.wav"));
  for (const name of ["s16.aiff", "sowt.aifc", "s16.au", "s16.caf", "s16.rf64"]) {
    const other = await measure(tone(name));
    assert.deepEqual(other.signal, signal, name);
    assert.deepEqual(other.provenance, provenance, name);
    assert.deepEqual([other.fingerprint, other.pcmSha256], [fingerprint, pcmSha256], name);
  }
});

test("the tag of the bytes comes with the measurement, when it is asked for", async () => {
  const task = { exampleId: "a", path: tone("s16.flac"), withMeyda: false };
  const expected = await contentTagOf(readFileSync(task.path));
  assert.equal((await measureTagged(task, true)).contentTag, expected);
  assert.equal((await measureTagged(task, false)).contentTag, null);
});

test("a recording of 2^26 samples is measured to its end, in memory that it would not fit into", async (context) => {
  const path = join(temporaryFolder(context), "long.wav");
  const sampleCount = 2 ** 26;
  const header = Buffer.from(wavBytes(new Float32Array(0), 44_100).subarray(0, 44));
  header.writeUInt32LE(2 * sampleCount, 40);
  writeFileSync(path, header);
  truncateSync(path, 44 + 2 * sampleCount);
  // Silence, and in its last second a burst at a quarter of full scale.
  const burst = wavBytes(noise(22_050, 1, 0.25), 44_100).subarray(44);
  const file = openSync(path, "r+");
  writeSync(file, burst, 0, burst.length, 44 + 2 * (sampleCount - 44_100));
  closeSync(file);
  await measure(tone("s16.wav"));
  const before = process.resourceUsage().maxRSS;
  const measurement = await measure(path);
  const grownBytes = 1024 * (process.resourceUsage().maxRSS - before);
  assert.equal(measurement.problem, null);
  assert.equal(measurement.beginningSeconds, undefined);
  assert.equal(measurement.clip?.frameCount, sampleCount);
  assert.ok(measurement.pcmSha256 !== null);
  const { signal, provenance } = measurement;
  assert.ok(signal !== null && provenance !== null);
  assertClose(signal.peakDecibels ?? 0, 20 * Math.log10(0.25), { absolute: 0.1 });
  assertClose(provenance.trailingSilenceSeconds, 0.5, { absolute: 0.01 });
  assertClose(provenance.leadingSilenceSeconds, sampleCount / 44_100 - 1, { absolute: 0.01 });
  // As 32-bit floats its samples would take 268 MB.
  assert.ok(grownBytes < 100e6, `${(grownBytes / 1e6).toFixed(0)} MB more`);
});
