import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { temporaryFolder, writeNoise } from "../support/noise-dataset.ts";
import { runProgram } from "../support/run-program.ts";

const tone = (name: string): string => join(import.meta.dirname, "../fixtures/audio/tones", name);

test("headers alone give the durations and formats of a full run, and say what they leave out", async (context) => {
  const folder = temporaryFolder(context);
  writeNoise(join(folder, "set"), 20, 0.5);
  const run = async (out: string, ...words: string[]) => {
    const { exitCode, errors } = await runProgram(folder, [
      ...["dataset", "set", "--reproducible", "--out", out],
      ...words,
    ]);
    assert.equal(exitCode, 0, errors);
    return JSON.parse(readFileSync(join(folder, out, "dataset.json"), "utf8"));
  };
  const full = await run("full");
  const headers = await run("headers", "--headers-only");
  assert.deepEqual(headers.duration, full.duration);
  assert.deepEqual(headers.dataset, full.dataset);
  assert.deepEqual(headers.labels, full.labels);
  const withoutBitsInUse = (key: string, value: unknown) => (key === "effectiveBitDepths" ? {} : value);
  const asText = (format: unknown) => JSON.stringify(format, withoutBitsInUse);
  assert.equal(asText(headers.format), asText(full.format));
  assert.equal(headers.method, "headers");
  assert.equal(headers.options.headersOnly, true);
  const absent = { method: "absent", reason: "only headers were read" };
  assert.deepEqual(headers.methodBySection, { duplicates: absent, frequency: absent, level: absent });
  assert.equal(headers.level.rootMeanSquareDecibels.count, 0);
  assert.equal(headers.frequency.centroidHertz.count, 0);
  assert.equal(full.method, "exact");
  assert.deepEqual(Object.keys(full.methodBySection), [
    ...["duplicates.nearPairs", "frequency.effectiveBandwidthHertz", "frequency.origins"],
    ...["leakage.groupKey", "shortcuts"],
  ]);
});

test("a header that does not say its length is a finding, a damaged one is unreadable", async (context) => {
  const folder = temporaryFolder(context);
  mkdirSync(join(folder, "set"));
  const copy = (name: string, byteCount?: number): void =>
    writeFileSync(join(folder, "set", name), readFileSync(tone(name)).subarray(0, byteCount));
  copy("s16.wav");
  copy("ms.wav");
  copy("s24.wav", 1000);
  copy("f32.wav", 30);
  const { output } = await runProgram(folder, [
    ...["dataset", "set", "--reproducible", "--headers-only", "--json"],
  ]);
  const report = JSON.parse(output);
  const codes = report.findings.map(
    ({ code, subject }: { code: string; subject: string }) => `${subject}: ${code}`,
  );
  for (const expected of [
    "ms.wav: duration-unknown",
    "s24.wav: file-truncated",
    "f32.wav: file-unreadable",
  ]) {
    assert.ok(codes.includes(expected), `${expected} is not among ${codes.join(", ")}`);
  }
  assert.equal(report.dataset.audioCount, 2);
  assert.equal(report.dataset.unreadableCount, 1);
  assert.deepEqual(report.format.codecs, { adpcm_ms: 1, pcm_s16le: 1, pcm_s24le: 1 });
});
