import assert from "node:assert/strict";
import { test } from "node:test";
import { truePeak } from "../../src/signal/true-peak.ts";

/** Cases 15 to 19 of EBU Tech 3341 (2016): a sine at a share of the sampling rate; +0.2 / -0.4 dB allowed. */
const ebuCases: readonly {
  readonly divisor: number;
  readonly degrees: number;
  readonly amplitude: number;
  readonly peakDecibels: number;
}[] = [
  { divisor: 4, degrees: 0, amplitude: 0.5, peakDecibels: -6 },
  { divisor: 4, degrees: 45, amplitude: 0.5, peakDecibels: -6 },
  { divisor: 6, degrees: 60, amplitude: 0.5, peakDecibels: -6 },
  { divisor: 8, degrees: 67.5, amplitude: 0.5, peakDecibels: -6 },
  { divisor: 4, degrees: 45, amplitude: Math.SQRT2, peakDecibels: 3 },
];

function sineAt(divisor: number, degrees: number, amplitude: number): Float32Array {
  return Float32Array.from(
    { length: 4800 },
    (_, index) => amplitude * Math.sin(2 * Math.PI * (index / divisor + degrees / 360)),
  );
}

/** In dBTP; as a recording fades in and out, so that the edges do not ring. */
function truePeakDecibels(samples: Float32Array): number {
  const faded = samples.map(
    (value, index) => value * Math.min(1, index / 500, (samples.length - index) / 500),
  );
  return (
    20 *
    Math.log10(
      truePeak(
        [faded],
        faded.reduce((top, value) => Math.max(top, Math.abs(value)), 0),
      ),
    )
  );
}

ebuCases.forEach(({ divisor, degrees, amplitude, peakDecibels }, index) => {
  test(`EBU Tech 3341 case ${15 + index}: ${peakDecibels} dBTP`, () => {
    const error = truePeakDecibels(sineAt(divisor, degrees, amplitude)) - peakDecibels;
    assert.ok(error <= 0.2 && error >= -0.4, `${error} dB off`);
  });
});

test("the sample peak itself counts, and the loudest channel", () => {
  const click = new Float32Array(100);
  click[50] = 1;
  assert.ok(truePeak([new Float32Array(100), click], 1) >= 1);
  assert.equal(truePeak([new Float32Array(10)], 0), 0);
});
