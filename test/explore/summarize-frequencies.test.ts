import assert from "node:assert/strict";
import { test } from "node:test";
import { summarizeFrequencies } from "../../src/explore/summarize-frequencies.ts";
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
