import assert from "node:assert/strict";
import { test } from "node:test";
import { integratedLoudness, kWeighting } from "../../src/signal/loudness.ts";
import { assertClose } from "../support/assert-close.ts";
import { concatenate } from "../support/synthetic-signal.ts";

/** A 1 kHz sine whose peak is at `decibels` of full scale. */
function tone(seconds: number, decibels: number, sampleRateHertz: number): Float32Array {
  return Float32Array.from(
    { length: Math.round(seconds * sampleRateHertz) },
    (_, index) => 10 ** (decibels / 20) * Math.sin((2 * Math.PI * 1000 * index) / sampleRateHertz),
  );
}

/** Cases 1 to 5 of EBU Tech 3341 (2016), table 1: stereo sines, their levels in dBFS, the loudness expected within 0.1 LU. */
const ebuCases: readonly {
  readonly parts: readonly (readonly [seconds: number, decibels: number])[];
  readonly lufs: number;
}[] = [
  { parts: [[20, -23]], lufs: -23 },
  { parts: [[20, -33]], lufs: -33 },
  {
    parts: [
      [10, -36],
      [60, -23],
      [10, -36],
    ],
    lufs: -23,
  },
  {
    parts: [
      [10, -72],
      [10, -36],
      [60, -23],
      [10, -36],
      [10, -72],
    ],
    lufs: -23,
  },
  {
    parts: [
      [20, -26],
      [20.1, -20],
      [20, -26],
    ],
    lufs: -23,
  },
];

for (const sampleRateHertz of [48000, 44100]) {
  ebuCases.forEach(({ parts, lufs }, index) => {
    test(`EBU Tech 3341 case ${index + 1} at ${sampleRateHertz} Hz: ${lufs} LUFS`, () => {
      const channel = concatenate(
        ...parts.map(([seconds, decibels]) => tone(seconds, decibels, sampleRateHertz)),
      );
      assertClose(integratedLoudness([channel, channel], sampleRateHertz), lufs, { absolute: 0.1 });
    });
  });
}

test("EBU Tech 3341 case 6: L and R at -28, C at -24, Ls and Rs at -30 dBFS are -23 LUFS", () => {
  for (const sampleRateHertz of [48000, 44100]) {
    const channels = [-28, -28, -24, -30, -30].map((decibels) => tone(20, decibels, sampleRateHertz));
    assertClose(integratedLoudness(channels, sampleRateHertz), -23, { absolute: 0.1 });
    const [left, right, center, ...surrounds] = channels;
    const withLowFrequencies = [left!, right!, center!, tone(20, -10, sampleRateHertz), ...surrounds];
    assertClose(integratedLoudness(withLowFrequencies, sampleRateHertz), -23, { absolute: 0.1 });
  }
});

test("the surrounds count 1.41, the low-frequency channel not at all", () => {
  const sound = tone(2, -23, 48000);
  const silence = new Float32Array(sound.length);
  const inChannel = (position: number): number | null =>
    integratedLoudness(
      [0, 1, 2, 3, 4, 5].map((channel) => (channel === position ? sound : silence)),
      48000,
    );
  assertClose(inChannel(4)! - inChannel(0)!, 10 * Math.log10(1.41), { absolute: 1e-9 });
  assert.equal(inChannel(3), null);
});

test("the filters at 48 kHz are those that ITU-R BS.1770-4 tabulates", () => {
  const [shelf, highPass] = kWeighting(48000);
  const expected = [
    {
      b0: 1.53512485958697,
      b1: -2.69169618940638,
      b2: 1.19839281085285,
      a1: -1.69065929318241,
      a2: 0.73248077421585,
    },
    { b0: 1, b1: -2, b2: 1, a1: -1.99004745483398, a2: 0.99007225036621 },
  ];
  [shelf, highPass].forEach((filter, index) => {
    for (const [name, value] of Object.entries(filter)) {
      assertClose(value, expected[index]![name as keyof typeof filter], { absolute: 1e-8, what: name });
    }
  });
});

test("less than 400 ms, silence, all below -70 LUFS, and rates without a K-weighting have no loudness", () => {
  assert.equal(integratedLoudness([tone(0.39, -20, 48000)], 48000), null);
  assert.notEqual(integratedLoudness([tone(0.4, -20, 48000)], 48000), null);
  assert.equal(integratedLoudness([new Float32Array(48000)], 48000), null);
  assert.equal(integratedLoudness([tone(2, -75, 48000)], 48000), null);
  assert.equal(integratedLoudness([new Float32Array(48000).fill(0.5)], 3000), null);
});
