import assert from "node:assert/strict";
import { test } from "node:test";
import { frameLevels, measureHops, quantileOfSorted } from "../../src/signal/frame-levels.ts";
import { assertClose } from "../support/assert-close.ts";
import { concatenate } from "../support/synthetic-signal.ts";

const constant = (seconds: number, amplitude: number): Float32Array =>
  new Float32Array(Math.round(seconds * 16000)).fill(amplitude);

const levelsOf = (samples: Float32Array) => frameLevels(measureHops([samples], 16000), 1);

test("the floor is the level of the quiet tenth, the depth what the loud part adds", () => {
  const { noiseFloorDecibels, modulationDepthDecibels } = levelsOf(
    concatenate(constant(1, 0.001), constant(1, 0.1), constant(1, 0.001)),
  );
  assertClose(noiseFloorDecibels, -60, { absolute: 1e-4 });
  assertClose(modulationDepthDecibels, 40, { absolute: 1e-4 });
});

test("digital silence is no noise; a clip of nothing else, or of less than a frame, has no floor", () => {
  assertClose(levelsOf(concatenate(constant(2, 0), constant(1, 0.1))).noiseFloorDecibels, -20, {
    absolute: 3.1,
  });
  assert.equal(levelsOf(constant(1, 0)).noiseFloorDecibels, null);
  assert.equal(levelsOf(constant(0.04, 0.1)).modulationDepthDecibels, null);
});

test("peak over all channels, and samples that are no numbers", () => {
  assert.equal(measureHops([constant(0.1, 0.25), constant(0.1, -0.5)], 16000).peak, 0.5);
  assert.equal(measureHops([Float32Array.of(0, Number.NaN)], 16000).isAllFinite, false);
});

// numpy.quantile([1, 2, 3, 4], [0.1, 0.95]) of numpy 2.4
test("quantiles are those of definition 7", () => {
  assertClose(quantileOfSorted(Float64Array.of(1, 2, 3, 4), 0.1), 1.3, { absolute: 1e-12 });
  assertClose(quantileOfSorted(Float64Array.of(1, 2, 3, 4), 0.95), 3.85, { absolute: 1e-12 });
});
