import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { readAudio } from "../../../src/io/read-audio.ts";
import { decodeFingerprint } from "../../../src/signal/fingerprint-text.ts";
import { createAnalyser } from "../../../src/signal/kernel/clip-analyser.ts";
import type { ClipAnalyser, ClipAnalysis, ClipFormat } from "../../../src/signal/kernel/clip-format.ts";
import { createScalarAnalyser } from "../../../src/signal/kernel/scalar-analyser.ts";
import { assertAsTwin, noiseTolerance, recordingTolerance } from "../../support/assert-as-twin.ts";
import { assertClose } from "../../support/assert-close.ts";
import { readFsdd } from "../../support/fsdd.ts";
import { needsData, sharedData } from "../../support/requirements.ts";
import { concatenate, noise, sine } from "../../support/synthetic-signal.ts";

const analyser = createAnalyser();
const twin = createScalarAnalyser();

/** Analyses `channels` in blocks of the given lengths, over and over; all at once where there is none. */
function analyse(
  channels: readonly Float32Array[],
  format: Omit<ClipFormat, "channelCount">,
  { by = analyser, blocks = [] }: { readonly by?: ClipAnalyser; readonly blocks?: readonly number[] } = {},
): ClipAnalysis {
  by.begin({ ...format, channelCount: channels.length });
  const length = channels[0]!.length;
  for (let start = 0, turn = 0; start < length; turn += 1) {
    const end = start + (blocks[turn % blocks.length] ?? length);
    by.push(channels.map((samples) => samples.subarray(start, end)));
    start = end;
  }
  return by.finish();
}

/** Share of bits in which two fingerprints differ. */
function bitDistance(a: string, b: string): number {
  const [ours, theirs] = [decodeFingerprint(a), decodeFingerprint(b)];
  assert.equal(ours.length, theirs.length);
  const differing = ours.reduce((sum, word, index) => {
    const bits = ((word ^ theirs[index]!) >>> 0).toString(2);
    return sum + bits.replaceAll("0", "").length;
  }, 0);
  return differing / (32 * ours.length);
}

function assertSame(
  channels: readonly Float32Array[],
  format: Omit<ClipFormat, "channelCount">,
  tolerance = noiseTolerance,
): void {
  const ours = analyse(channels, format);
  const theirs = analyse(channels, format, { by: twin });
  assertAsTwin(ours.signal, theirs.signal, { tolerance, binHertz: format.sampleRateHertz / 2048 });
  const {
    truePeakDecibels,
    loudnessRangeLufs,
    noiseFloorDecibels,
    modulationDepthDecibels,
    origin,
    ...parts
  } = ours.provenance;
  const expected = theirs.provenance;
  assertClose(truePeakDecibels, expected.truePeakDecibels, { absolute: 1e-5, what: "true peak" });
  assertClose(loudnessRangeLufs, expected.loudnessRangeLufs, { absolute: 1e-3, what: "loudness range" });
  assertClose(noiseFloorDecibels, expected.noiseFloorDecibels, { absolute: 1e-9, what: "noise floor" });
  assertClose(modulationDepthDecibels, expected.modulationDepthDecibels, { absolute: 1e-9, what: "depth" });
  assert.equal(origin.kind, expected.origin.kind);
  for (const key of ["leadingSilenceSeconds", "trailingSilenceSeconds", "longestDropoutSeconds"] as const) {
    assert.equal(parts[key], expected[key], key);
  }
  assertClose(parts.effectiveBandwidthHertz, expected.effectiveBandwidthHertz, {
    absolute: 25,
    what: "bandwidth",
  });
  assert.equal(ours.fingerprint === null, theirs.fingerprint === null, "fingerprint");
  if (ours.fingerprint !== null) assert.ok(bitDistance(ours.fingerprint, theirs.fingerprint!) < 0.01);
}

const torn = noise(600000, 3, 0.5);
// Digital silence over a window's seam and longer than what is kept of it, a held value, and a gap at the end of a window.
torn.fill(0, 100000, 160000);
torn.fill(0.1, 252000, 256100);
torn.fill(0, 500000, 500100);
const fading = noise(600000, 3, 0.5).map(
  (value, index) => value * Math.min(1, Math.abs(index - 300000) / 4e7),
);

const recordings: Readonly<Record<string, readonly [channels: readonly Float32Array[], rate: number]>> = {
  "noise at 8 kHz": [[noise(3520, 1, 0.5)], 8000],
  "noise at 11.025 kHz": [[noise(30000, 1, 0.5)], 11025],
  "noise at 16 kHz": [[noise(64000, 2, 0.5)], 16000],
  "noise at 14.7 kHz, where a spectrum is cut to 512 samples": [[noise(30000, 2, 0.5)], 14700],
  "stereo noise at 22.05 kHz": [[noise(60001, 2, 0.5), noise(60001, 3, 0.1)], 22050],
  "noise at 48 kHz, longer than a window": [[noise(600001, 2, 0.5)], 48000],
  "six channels": [[1, 2, 3, 4, 5, 6].map((seed) => noise(300001, seed, 0.5)), 48000],
  "noise at 96 kHz": [[noise(400000, 5, 0.5)], 96000],
  "noise at 768 kHz": [[noise(700001, 5, 0.5)], 768000],
  "forty channels, for which there is no room": [
    Array.from({ length: 40 }, (_, seed) => noise(5000, seed + 1, 0.5)),
    44100,
  ],
  "torn sound": [[torn], 44100],
  "torn sound in two channels": [[torn, torn.map((value) => value / 2)], 44100],
  "sound that fades out and in": [[fading], 44100],
  "sound far beyond full scale": [[noise(90000, 6, 30)], 44100],
  "less than a frame": [[noise(500, 3, 0.5)], 44100],
  "one sample": [[Float32Array.of(-0.5)], 44100],
  silence: [[new Float32Array(20000)], 44100],
};

for (const [name, [channels, sampleRateHertz]] of Object.entries(recordings)) {
  // Long constants leave nothing but rounding in most bins.
  const tolerance = name.startsWith("torn") ? recordingTolerance : noiseTolerance;
  test(`as its twin: ${name}`, () => assertSame(channels, { sampleRateHertz, bitDepth: null }, tolerance));
}

test("as its twin: spoken digits", needsData("fsdd"), async () => {
  for (const { path } of readFsdd().examples.slice(0, 60)) await assertSameFile(path);
});

test("as its twin: files of many formats", needsData("mixed-formats"), async () => {
  const folder = join(sharedData("mixed-formats"), "good");
  for (const name of ["wav_s16_mono_44100.wav", "wav_s24_stereo_96000.wav"]) {
    await assertSameFile(join(folder, name));
  }
});

async function assertSameFile(path: string): Promise<void> {
  const { audio } = await readAudio(path);
  assert.ok(audio.kind !== "failed", path);
  const { channels, sampleRateHertz } = audio.signal;
  assertSame(channels, { sampleRateHertz, bitDepth: audio.clip.bitDepth }, recordingTolerance);
}

test("a rail found in a later window takes over what was counted near it, exactly", () => {
  const quiet = noise(300000, 3, 1 / 4096);
  const clipped = quiet.map((value) => Math.min(value, 6 / 32768));
  assertSame([concatenate(clipped, quiet)], { sampleRateHertz: 44100, bitDepth: 16 });
  assertSame([concatenate(quiet, clipped)], { sampleRateHertz: 44100, bitDepth: 16 });
  const hard = noise(300000, 4).map((value) => Math.max(-0.5, Math.min(0.5, value)));
  assertSame([concatenate(hard, hard)], { sampleRateHertz: 44100, bitDepth: 16 });
});

test("results depend neither on how samples are cut into blocks nor on the recordings before", () => {
  const speech = sine(40000, 8000, 300, 0.4).map((value, index) => value * Math.sin(index / 4000) ** 2);
  const clips = [
    { channels: [torn], sampleRateHertz: 44100, bitDepth: 16 },
    { channels: [noise(30001, 1, 0.5), noise(30001, 2, 0.5)], sampleRateHertz: 16000, bitDepth: null },
    { channels: [speech], sampleRateHertz: 8000, bitDepth: 16, isSpeech: true },
    { channels: [noise(9000, 6, 30)], sampleRateHertz: 96000, bitDepth: null },
  ];
  const fresh = clips.map(({ channels, ...format }) => analyse(channels, format, { by: createAnalyser() }));
  fc.assert(
    fc.property(
      fc.nat(clips.length - 1),
      fc.array(fc.integer({ min: 1, max: 70000 }), { minLength: 1, maxLength: 5 }),
      (chosen, blocks) => {
        const { channels, ...format } = clips[chosen]!;
        assert.deepEqual(analyse(channels, format, { blocks }), fresh[chosen]);
      },
    ),
    { numRuns: 40, seed: 20261124 },
  );
});

test("a recording that was not finished is forgotten", () => {
  const format = { sampleRateHertz: 8000, bitDepth: 16 };
  const expected = analyse([noise(5000, 1, 0.5)], format);
  analyser.begin({ ...format, channelCount: 2 });
  analyser.push([noise(9000, 2), noise(9000, 3)]);
  assert.deepEqual(analyse([noise(5000, 1, 0.5)], format), expected);
});
