import assert from "node:assert/strict";
import { test } from "node:test";
import {
  spectralBandwidth,
  spectralCentroid,
  spectralFlatness,
  spectralRolloff,
  splitSpectrum,
} from "../../src/signal/spectral.ts";
import { assertClose } from "../support/assert-close.ts";

test("two equal lines: the centroid lies between them, the bandwidth is half their distance", () => {
  const magnitudes = Float64Array.of(0, 0, 3, 0, 0, 0, 3, 0, 0);
  assert.equal(spectralCentroid(magnitudes), 4);
  assert.equal(spectralBandwidth(magnitudes, 4), 2);
});

test("the rolloff is the first bin that completes 85 % of the magnitude", () => {
  assert.equal(spectralRolloff(Float64Array.of(80, 4, 1, 15), 0.85), 2);
  assert.equal(spectralRolloff(Float64Array.of(80, 4, 0.9, 15.1), 0.85), 3);
});

test("a flat spectrum has flatness 1, a line next to none", () => {
  assertClose(spectralFlatness(new Float64Array(1025).fill(0.25)), 1, { absolute: 1e-12 });
  const line = new Float64Array(1025);
  line[100] = 1;
  // Geometric mean 1e-10^(1024/1025), arithmetic mean (1 + 1024e-10) / 1025.
  assertClose(spectralFlatness(line), (1e-10 ** (1024 / 1025) * 1025) / (1 + 1024e-10), { relative: 1e-9 });
});

test("flatness survives powers whose product does not fit a double", () => {
  assertClose(spectralFlatness(new Float64Array(1025).fill(1e60)), 1, { relative: 1e-10 });
});

test("power and magnitude of each bin", () => {
  const [powers, magnitudes] = [new Float64Array(2), new Float64Array(2)];
  splitSpectrum(Float64Array.of(3, 4, 0, -2), powers, magnitudes);
  assert.deepEqual([...powers], [25, 4]);
  assert.deepEqual([...magnitudes], [5, 2]);
});
