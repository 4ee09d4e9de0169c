import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { probeHeader } from "../../src/io/probe-header.ts";
import { readAudio } from "../../src/io/read-audio.ts";
import { temporaryFolder } from "../support/noise-dataset.ts";
import { needsData, sharedData } from "../support/requirements.ts";

const tones = join(import.meta.dirname, "../fixtures/audio/tones");

/** Files whose header does not say how long they are. */
const untold = new Set([
  ...["ima.aifc", "ms.wav"],
  ...[
    "aac_adts_mono_44100.aac",
    "mp3_cbr32_mono_8000_noxing.mp3",
    "webm_opus_mono.webm",
    "wma_v2_mono_22050.wma",
  ],
]);

async function compare(folder: string): Promise<void> {
  for (const name of readdirSync(folder)) {
    const { header, frameCount, problem } = probeHeader(join(folder, name));
    const { audio } = await readAudio(join(folder, name));
    assert.ok(audio.kind !== "failed" && header !== null, name);
    assert.equal(frameCount, untold.has(name) ? null : audio.clip.frameCount, name);
    assert.equal(problem, null, name);
    const { container, codec, sampleRateHertz, bitDepth } = audio.clip;
    assert.deepEqual(
      [header.container, header.codec, header.sampleRateHertz, header.bitDepth],
      [container, codec, sampleRateHertz, bitDepth],
      name,
    );
  }
}

test("a header tells what decoding finds: tones in every format", () => compare(tones));

test("a header tells what decoding finds: files of other programs", needsData("mixed-formats"), () =>
  compare(join(sharedData("mixed-formats"), "good")),
);

test("a WAV file that was cut has the frames that are left, and the same problem as when it is decoded", async (context) => {
  const path = join(temporaryFolder(context), "cut.wav");
  const whole = readFileSync(join(tones, "s16.wav"));
  for (const byteCount of [whole.length - 1, 601, 45, 44, 43, 20, 1, 0]) {
    writeFileSync(path, whole.subarray(0, byteCount));
    const { frameCount, problem } = probeHeader(path);
    const { audio } = await readAudio(path);
    const decoded = audio.kind === "failed" ? 0 : audio.clip.frameCount;
    assert.equal(frameCount ?? 0, decoded, `${byteCount} bytes`);
    assert.equal(problem?.code === audio.problem?.code || decoded === 0, true, `${byteCount} bytes`);
    assert.notEqual(problem, null, `${byteCount} bytes`);
  }
});

test("chunks may lie in any order, far apart", (context) => {
  const path = join(temporaryFolder(context), "far.wav");
  const whole = readFileSync(join(tones, "s16.wav"));
  const [head, format, data] = [whole.subarray(0, 12), whole.subarray(12, 36), whole.subarray(36)];
  const padding = Buffer.alloc(8 + 300_000);
  padding.write("JUNK");
  padding.writeUInt32LE(300_000, 4);
  writeFileSync(path, Buffer.concat([head, padding, data, padding, format]));
  assert.equal(probeHeader(path).frameCount, 700);
});

test("an MP3 file behind a picture of 40 KB is found", (context) => {
  const path = join(temporaryFolder(context), "tagged.mp3");
  const tag = Buffer.alloc(10 + 40_960);
  tag.write("ID3\u0003");
  tag.writeUInt16BE(((40_960 >> 14) << 8) | ((40_960 >> 7) & 127), 7);
  tag[6] = 0;
  writeFileSync(path, Buffer.concat([tag, readFileSync(join(tones, "layer3.mp3"))]));
  assert.equal(probeHeader(path).frameCount, 12_000);
});

test("a file that is not there is a problem, not an error", () => {
  const { sizeBytes, header, problem } = probeHeader("no/such/file.wav");
  assert.deepEqual([sizeBytes, header, problem?.code], [0, null, "file-unreadable"]);
});
