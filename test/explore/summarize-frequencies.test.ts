import assert from "node:assert/strict";
import { test } from "node:test";
import { summarizeFrequencies } from "../../src/explore/summarize-frequencies.ts";
import type { SpectralOrigin } from "../../src/model/provenance-measurement.ts";
import { assertClose } from "../support/assert-close.ts";
import { measuredExample } from "../support/measured-examples.ts";

/** Thirty bands: `first` in the first, `second` in the second, the rest above Nyquist. */
function bands(first: number, second: number | null): readonly (number | null)[] {
  return [first, second, ...new Array<null>(28).fill(null)];
}

test("the average spectrum is the mean of decibels, each clip over its own total power", () => {
  const { averageSpectrum } = summarizeFrequencies([
    measuredExample("loud.wav", { signal: { bandPowers: bands(10, 90), totalPower: 100 } }),
    measuredExample("soft.wav", { signal: { bandPowers: bands(0.001, null), totalPower: 0.1 } }),
  ]);
  assertClose(averageSpectrum.decibels[0], (-10 + -20) / 2, { absolute: 1e-6 });
  assertClose(averageSpectrum.decibels[1], 10 * Math.log10(0.9), { absolute: 1e-6 });
  assert.equal(averageSpectrum.decibels[2], null);
});

test("an empty band reads -120 dB, a silent clip reads nothing", () => {
  const { averageSpectrum } = summarizeFrequencies([
    measuredExample("tone.wav", { label: "tone", signal: { bandPowers: bands(1, 0), totalPower: 1 } }),
    measuredExample("zeros.wav", { label: "zeros", signal: { bandPowers: bands(0, 0), totalPower: 0 } }),
  ]);
  assertClose(averageSpectrum.byLabel["tone"]?.[1], -120, { absolute: 1e-6 });
  assert.equal(averageSpectrum.byLabel["zeros"]?.[0], null);
});

test("the mean mel spectrum is by label, in decibels", () => {
  const { melMean } = summarizeFrequencies([
    measuredExample("a.wav", { signal: { melPowers: [1, 0] } }),
    measuredExample("b.wav", { signal: { melPowers: [100, 0] } }),
  ]);
  assert.deepEqual(melMean.byLabel, { a: [10, null] });
});

test("mel spectra of another rate than most have do not mix in: their bands lie elsewhere", () => {
  const clip = (name: string, label: string, sampleRateHertz: number, power: number) =>
    measuredExample(name, { label, clip: { sampleRateHertz }, signal: { melPowers: [power] } });
  const { melMean } = summarizeFrequencies([
    ...[clip("1.wav", "a", 16000, 1), clip("2.wav", "a", 16000, 100)],
    ...[clip("3.wav", "a", 8000, 1e6), clip("4.wav", "b", 8000, 1e6)],
  ]);
  assert.deepEqual(melMean, { byLabel: { a: [60], b: [60] }, sampleRateHertz: 8000, clipCount: 2 });
});

test("upper edges are counted by what they say, by label and by split, those that say nothing too", () => {
  const upsampled = { kind: "upsampled", edgeHertz: 4000, depthDecibels: 60, sourceRateHertz: 8000 } as const;
  const clip = (name: string, label: string, origin: SpectralOrigin) =>
    measuredExample(name, { label, split: "train", provenance: { origin } });
  const { origins } = summarizeFrequencies([
    clip("1.wav", "a", { kind: "full-band" }),
    clip("2.wav", "a", upsampled),
    clip("3.wav", "b", { kind: "unknown" }),
    clip("4.wav", "b", { kind: "transcoded", edgeHertz: 16000, depthDecibels: 40, codec: "MP3" }),
  ]);
  const none = { sourceRatesHertz: {}, codecs: {} };
  const a = { ...none, fullBandCount: 1, upsampledCount: 1, transcodedCount: 0, unknownCount: 0 };
  const b = { ...none, fullBandCount: 0, upsampledCount: 0, transcodedCount: 1, unknownCount: 1 };
  const [rates, codecs] = [{ sourceRatesHertz: { "8000": 1 } }, { codecs: { MP3: 1 } }];
  const all = {
    fullBandCount: 1,
    upsampledCount: 1,
    transcodedCount: 1,
    unknownCount: 1,
    ...rates,
    ...codecs,
  };
  assert.deepEqual(origins, {
    ...all,
    byLabel: { a: { ...a, ...rates }, b: { ...b, ...codecs } },
    bySplit: { train: all },
  });
});
