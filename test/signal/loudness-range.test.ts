import assert from "node:assert/strict";
import { test } from "node:test";
import { loudnessRange } from "../../src/signal/loudness-range.ts";
import { assertClose } from "../support/assert-close.ts";
import { concatenate } from "../support/synthetic-signal.ts";

function tone(seconds: number, decibels: number): Float32Array {
  return Float32Array.from(
    { length: Math.round(seconds * 48000) },
    (_, index) => 10 ** (decibels / 20) * Math.sin((2 * Math.PI * 1000 * index) / 48000),
  );
}

/** Cases 1 to 4 of EBU Tech 3342 (2016), table 1: stereo sines of 1 kHz for 20 s each; 1 LU allowed. */
const ebuCases: readonly { readonly levels: readonly number[]; readonly rangeLu: number }[] = [
  { levels: [-20, -30], rangeLu: 10 },
  { levels: [-20, -15], rangeLu: 5 },
  { levels: [-40, -20], rangeLu: 20 },
  { levels: [-50, -35, -20, -35, -50], rangeLu: 15 },
];

ebuCases.forEach(({ levels, rangeLu }, index) => {
  test(`EBU Tech 3342 case ${index + 1}: ${rangeLu} LU`, () => {
    const channel = concatenate(...levels.map((decibels) => tone(20, decibels)));
    assertClose(loudnessRange([channel, channel], 48000), rangeLu, { absolute: 1 });
  });
});

test("below 3 s, in silence and without a K-weighting there is no loudness range", () => {
  assert.equal(loudnessRange([tone(2.99, -20)], 48000), null);
  assertClose(loudnessRange([tone(3, -20)], 48000), 0, { absolute: 1e-9 });
  assert.equal(loudnessRange([new Float32Array(4 * 48000)], 48000), null);
  assert.equal(loudnessRange([tone(4, -20)], 3000), null);
});
