import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, test } from "node:test";
import { readAudio } from "../../src/io/read-audio.ts";
import type { ClipMeasurement } from "../../src/model/clip-measurement.ts";
import type { Dataset } from "../../src/model/dataset.ts";
import type { NearPair } from "../../src/model/dataset-statistics.ts";
import { fingerprintText } from "../../src/signal/fingerprint-text.ts";
import { mixDown } from "../../src/signal/mix-down.ts";
import { resample } from "../../src/signal/resample.ts";
import { verifyNearDuplicates } from "../../src/workflows/verify-near-duplicates.ts";
import { needsData, sharedData } from "../support/requirements.ts";
import { writeWav } from "../support/write-wav.ts";

const folder = mkdtempSync(join(tmpdir(), "soundings-near-"));
after(() => rmSync(folder, { recursive: true }));

const encodedFolder = join(import.meta.dirname, "../fixtures/audio/near-duplicates");
const packages = join(import.meta.dirname, "../../node_modules/@audio-samples");

/** Audio files below `path`, in order. */
function audioBelow(path: string): readonly string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(wav|ogg|mp3)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

const digits = () => audioBelow(join(sharedData("fsdd"), "recordings"));
const sounds = () => audioBelow(join(sharedData("esc10"), "audio"));
const notes = () => audioBelow(packages).filter((path) => path.endsWith(".ogg"));

function datasetOf(paths: readonly string[]): Dataset {
  const examples = paths.map((path) => ({
    id: path,
    path,
    label: null,
    split: null,
    group: null,
    attributes: {},
  }));
  return { name: "planted", source: folder, layout: "flat-folder", examples, findings: [] };
}

/** Enough of a measurement to look for near duplicates. */
async function measure(path: string): Promise<ClipMeasurement> {
  const { sizeBytes, audio } = await readAudio(path);
  assert.ok(audio.kind !== "failed", path);
  const { channels, sampleRateHertz } = audio.signal;
  const fingerprint = fingerprintText(channels, sampleRateHertz);
  const rest = { pcmSha256: null, clip: audio.clip, signal: null, provenance: null, problem: null };
  return { exampleId: path, sizeBytes, fingerprint, ...rest };
}

// The recordings themselves are looked at once for all tests.
const measured = new Map<string, ClipMeasurement>();

async function pairsAmong(paths: readonly string[]): Promise<readonly NearPair[]> {
  const measurements: ClipMeasurement[] = [];
  for (const path of paths) {
    const measurement = measured.get(path) ?? (await measure(path));
    measured.set(path, measurement);
    measurements.push(measurement);
  }
  const { nearPairs, unverifiedPairs } = await verifyNearDuplicates(datasetOf(paths), measurements);
  assert.deepEqual(unverifiedPairs, []);
  return nearPairs;
}

/** The name of the recording, whatever was done to it: `x~trim.wav` is `x`. */
const recordingOf = (path: string): string => basename(path).replace(/(~\w+)?\.\w+$/, "");

type Change = (samples: Float32Array, rate: number) => Float32Array;

const changes: Readonly<Record<string, Change>> = {
  louder: (samples) => samples.map((sample) => 2 * sample),
  softer: (samples) => samples.map((sample) => sample / 2),
  trimmed: (samples, rate) => samples.subarray(Math.round(0.2 * rate)),
  cut: (samples, rate) => samples.subarray(0, -Math.round(0.2 * rate)),
  resampled: (samples, rate) => resample(resample(samples, rate, rate / 2), rate / 2, rate),
};

/** Writes the recording at `path` with a change. */
function plant(path: string, name: string): Promise<string> {
  return plantAs(path, name, (samples, rate) => ({ samples: changes[name]!(samples, rate), rate }));
}

/** Writes what `change` makes of the recording at `path`, perhaps at another rate. */
async function plantAs(
  path: string,
  name: string,
  change: (samples: Float32Array, rate: number) => { readonly samples: Float32Array; readonly rate: number },
): Promise<string> {
  const { audio } = await readAudio(path);
  assert.ok(audio.kind !== "failed", path);
  const target = join(folder, `${recordingOf(path)}~${name}.wav`);
  const { samples, rate } = change(mixDown(audio.signal.channels), audio.signal.sampleRateHertz);
  writeWav(target, samples, rate);
  return target;
}

/** Share of `planted` that a pair links with the recording they were made from; no pair may link two recordings. */
async function recall(originals: readonly string[], planted: readonly string[]): Promise<number> {
  const pairs = await pairsAmong([...originals, ...planted]);
  const wrong = pairs.filter(({ a, b }) => recordingOf(a) !== recordingOf(b));
  assert.deepEqual(wrong, []);
  const linked = new Set(pairs.flatMap(({ a, b }) => [a, b]));
  return planted.filter((path) => linked.has(path)).length / planted.length;
}

/** Digits of at least 0.6 s (a trim leaves 0.4 s, and less than about 0.3 s has no fingerprint), sounds and notes. */
function originals(): readonly string[] {
  const longest = digits().filter((path) => statSync(path).size >= 44 + 0.6 * 16000);
  const every = (paths: readonly string[], step: number) => paths.filter((_, index) => index % step === 0);
  return [...every(longest, 2), ...every(sounds(), 10), ...every(notes(), 9)];
}

for (const [name, least] of Object.entries({
  louder: 0.95,
  softer: 0.95,
  trimmed: 0.95,
  cut: 0.95,
  resampled: 0.9,
})) {
  test(`of 50 recordings that are ${name}, at least ${least} are found`, needsData("esc10"), async () => {
    const paths = originals().filter((path) => name !== "resampled" || !path.endsWith(".wav"));
    const planted: string[] = [];
    for (const path of paths) planted.push(await plant(path, name));
    const found = await recall(paths, planted);
    assert.ok(found >= least, `${found} of ${planted.length}`);
  });
}

// Digits are of 8 kHz, below which nothing has a fingerprint: half of that would be no copy that anybody keeps.
for (const [name, by] of Object.entries({
  at11025: 11_025,
  at16000: 16_000,
  at44100: 44_100,
  through6000: 6000,
})) {
  test(`of spoken digits resampled (${name}), at least 0.9 are found`, needsData("fsdd"), async (t) => {
    const paths = digits().filter(
      (path, index) => index % 8 === 0 && statSync(path).size >= 44 + 0.4 * 16000,
    );
    const planted: string[] = [];
    for (const path of paths) {
      const copy = await plantAs(path, name, (samples, rate) => {
        const moved = resample(samples, rate, by);
        return by < rate ? { samples: resample(moved, by, rate), rate } : { samples: moved, rate: by };
      });
      planted.push(copy);
    }
    const found = await recall(paths, planted);
    t.diagnostic(`${found} of ${planted.length}`);
    assert.ok(found >= 0.9, `${found} of ${planted.length}`);
  });
}

test(
  "recordings encoded to MP3 are found, with their waveforms in agreement",
  needsData("esc10"),
  async () => {
    const encoded = audioBelow(encodedFolder);
    const names = new Set(encoded.map(recordingOf));
    const paths = [...digits(), ...sounds()].filter((path) => names.has(recordingOf(path)));
    assert.equal(paths.length, 28);
    assert.ok((await recall(paths, encoded)) >= 0.95);
  },
);

// Two folds of ESC-10 share 2.3 s of one recording of a baby, the second 1.5 dB softer; what comes before them differs.
test(
  "among all digits, sounds and notes here, two clips share a part of one recording, and no others",
  needsData("esc10"),
  async () => {
    const paths = [...digits(), ...sounds(), ...notes()];
    assert.equal(paths.length, 770);
    const pairs = await pairsAmong(paths);
    assert.deepEqual(
      pairs.map(({ a, b, sharedSeconds }) => [basename(a), basename(b), sharedSeconds]),
      [["3-151080-A.ogg", "5-151085-A.ogg", 2]],
    );
    assert.ok(pairs[0]!.correlation > 0.99);
  },
);
