import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readAudio } from "../../src/io/read-audio.ts";
import { quantile } from "../../src/signal/bins.ts";
import { brightestSpectrum } from "../../src/signal/brightest-spectrum.ts";
import { findUpsampling } from "../../src/signal/find-upsampling.ts";
import { measureProvenance } from "../../src/signal/measure-provenance.ts";
import { needsData, sharedData } from "../support/requirements.ts";
import { resampleSharply } from "../support/resample-sharply.ts";
import { noise } from "../support/synthetic-signal.ts";

const sourceRatesHertz = [8000, 11025, 16000, 22050, 24000, 32000];

/** The likely rate before, of a 16-bit recording; null where it is not said to be upsampled. */
function sourceRateOf(samples: Float32Array, sampleRateHertz: number): number | null {
  const { origin } = measureProvenance([samples], sampleRateHertz, 16);
  return origin.kind === "upsampled" ? origin.sourceRateHertz : null;
}

for (const toHertz of [44100, 48000]) {
  test(`noise upsampled to ${toHertz} Hz is traced to its rate, whether loud or faint; native noise is not`, () => {
    for (const gain of [0.9, 0.01]) {
      const traced = sourceRatesHertz.map((rate) =>
        sourceRateOf(resampleSharply(noise(rate, rate, gain), rate, toHertz), toHertz),
      );
      assert.deepEqual(traced, sourceRatesHertz);
      assert.equal(sourceRateOf(noise(toHertz, 7, gain), toHertz), null);
    }
  });
}

test("a tone below an edge, a soft roll-off and silence tell nothing", () => {
  const tone = Float32Array.from({ length: 44100 }, (_, index) => 0.5 * Math.sin(0.55 * index));
  assert.equal(sourceRateOf(tone, 44100), null);
  let state = 0;
  const dull = noise(44100, 3).map((value) => {
    state += 0.2 * (value - state);
    return state;
  });
  assert.equal(sourceRateOf(dull, 44100), null);
  assert.equal(sourceRateOf(new Float32Array(44100), 44100), null);
});

test("a lossy file's own low-pass explains an edge above 10.5 kHz, and none below", () => {
  const from = (rate: number) =>
    brightestSpectrum([resampleSharply(noise(rate, 1, 0.5), rate, 48000)], 48000);
  assert.equal(findUpsampling(from(24000), true), null);
  assert.equal(findUpsampling(from(24000), false)?.sourceRateHertz, 24000);
  assert.equal(findUpsampling(from(16000), true)?.sourceRateHertz, 16000);
});

test("a lossy file's cliff of 30 dB may be bands that its encoder left out; one of integer samples is a resampler's", () => {
  const upsampled = resampleSharply(noise(16000, 1, 0.5), 16000, 48000);
  const floor = noise(48000, 2, 0.5 * 10 ** (-30 / 20));
  const spectrum = brightestSpectrum([upsampled.map((value, index) => value + (floor[index] ?? 0))], 48000);
  assert.equal(findUpsampling(spectrum, false)?.sourceRateHertz, 16000);
  assert.equal(findUpsampling(spectrum, true), null);
});

/** The second with most energy of every eighth clip of ESC-10, as 16-bit samples at 44.1 kHz. */
async function nativeClips(): Promise<readonly Float32Array[]> {
  const folder = join(sharedData("esc10"), "audio");
  const paths = readdirSync(folder, { recursive: true }).map(String);
  const chosen = paths.filter((path) => path.endsWith(".ogg")).sort();
  const clips: Float32Array[] = [];
  for (const path of chosen.filter((_, index) => index % 8 === 0)) {
    const { audio } = await readAudio(join(folder, path));
    if (audio.kind !== "failed") clips.push(loudestSecond(audio.signal.channels[0]!));
  }
  return clips;
}

function loudestSecond(samples: Float32Array): Float32Array {
  const seconds = Array.from({ length: Math.floor(samples.length / 44100) }, (_, index) =>
    samples.slice(index * 44100, (index + 1) * 44100),
  );
  const energy = (part: Float32Array) => part.reduce((sum, value) => sum + value * value, 0);
  const loudest = seconds.reduce((best, part) => (energy(part) > energy(best) ? part : best));
  return loudest.map((value) => Math.round(Math.max(-1, Math.min(1, value)) * 32767) / 32768);
}

/** Whether 16-bit sound stands 25 dB out of its own rounding (-101 dB) just below an edge: else nobody can tell. */
function reaches(clip: Float32Array, edgeHertz: number): boolean {
  const { binHertz, decibels } = brightestSpectrum([clip], 44100);
  const bins = decibels.subarray(
    Math.round((0.8 * edgeHertz) / binHertz),
    Math.round((0.9 * edgeHertz) / binHertz),
  );
  return quantile(bins, 0.5) >= -76;
}

// Every clip of ESC-10 counts as native, also the few whose makers cut them off below 16 kHz long before.
test(
  "planted upsampling: balanced accuracy of at least 0.97 over ESC-10 and noise, clips of 1 s",
  needsData("esc10"),
  async (t) => {
    const faint = Array.from({ length: 12 }, (_, seed) => noise(44100, seed, 10 ** (-seed / 8)));
    const native = [...(await nativeClips()), ...faint];
    const planted = native.flatMap((clip) =>
      sourceRatesHertz
        .filter((rate) => reaches(clip, rate / 2))
        .map((rate) => {
          const copy = resampleSharply(resampleSharply(clip, 44100, rate), rate, 44100);
          return { rate, traced: sourceRateOf(copy, 44100) };
        }),
    );
    const hitCount = planted.filter(({ traced }) => traced !== null).length;
    const rightCount = planted.filter(({ rate, traced }) => traced === rate).length;
    const falseCount = native.filter((clip) => sourceRateOf(clip, 44100) !== null).length;
    const balancedAccuracy = (hitCount / planted.length + 1 - falseCount / native.length) / 2;
    t.diagnostic(
      `planted ${planted.length}, found ${hitCount}, right rate ${rightCount}; native ${native.length}, flagged ${falseCount}; ` +
        `balanced accuracy ${balancedAccuracy.toFixed(4)}`,
    );
    assert.ok(balancedAccuracy >= 0.97, `balanced accuracy ${balancedAccuracy}`);
    assert.ok(rightCount / hitCount >= 0.95);
  },
);

test(
  "of the mixed formats the 96 kHz file was 44.1 kHz, and the 44.1 kHz file is native",
  needsData("mixed-formats"),
  async () => {
    const originOf = async (name: string) => {
      const { audio } = await readAudio(join(sharedData("mixed-formats"), "good", name));
      assert.ok(audio.kind !== "failed");
      const { channels, sampleRateHertz } = audio.signal;
      return measureProvenance(channels, sampleRateHertz, audio.clip.bitDepth).origin;
    };
    const upsampled = await originOf("wav_s24_stereo_96000.wav");
    assert.equal(upsampled.kind === "upsampled" && upsampled.sourceRateHertz, 44100);
    assert.notEqual((await originOf("wav_s16_mono_44100.wav")).kind, "upsampled");
  },
);
