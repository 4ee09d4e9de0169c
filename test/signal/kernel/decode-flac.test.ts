import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { decodeAudio } from "../../../src/io/decode-audio.ts";
import {
  encodeFlac,
  type FramePlan,
  type ResidualPlan,
  residualOf,
  type StreamPlan,
  type SubframePlan,
} from "../../support/flac-encoder.ts";

/** What is decoded of a stream, as the integers that went in. */
async function decoded(plan: StreamPlan): Promise<readonly (readonly number[])[]> {
  const audio = await decodeAudio(encodeFlac(plan));
  assert.equal(audio.kind, "decoded", audio.problem?.reason);
  assert.ok(audio.kind === "decoded");
  return audio.signal.channels.map((samples) =>
    Array.from(samples, (value) => value * 2 ** (plan.bitDepth - 1)),
  );
}

/** The integers that went in, as floats hold them. */
function expected({ frames }: StreamPlan): readonly (readonly number[])[] {
  const channelCount = frames[0]?.channels.length ?? 0;
  return Array.from({ length: channelCount }, (_, channel) =>
    frames.flatMap(({ channels }) => channels[channel]!.map((value) => Math.fround(value) + 0)),
  );
}

const rice = (...parameters: ResidualPlan["parameters"]): ResidualPlan => ({
  method: parameters.some((parameter) => typeof parameter === "number" && parameter > 14) ? 1 : 0,
  partitionOrder: Math.log2(parameters.length),
  parameters,
});

const wave = (length: number, amplitude: number, phase = 0): readonly number[] =>
  Array.from({ length }, (_, index) =>
    Math.round(amplitude * (0.9 * Math.sin(index / 7 + phase) + 0.1 * Math.sin(index * index))),
  );

const one = (channels: readonly (readonly number[])[], plan: FramePlan, bitDepth = 16): StreamPlan => ({
  bitDepth,
  isVariable: false,
  frames: [{ channels, plan }],
});

const apart = (...subframes: SubframePlan[]): FramePlan => ({ coding: "apart", subframes });

const kinds: Readonly<Record<string, StreamPlan>> = {
  "a constant": one([Array(100).fill(-5)], apart({ kind: "constant" })),
  "plain samples": one([wave(100, 32_000)], apart({ kind: "verbatim" })),
  "a partition without bits": one(
    [Array(64).fill(7)],
    apart({ kind: "fixed", order: 1, residual: rice("plain") }),
  ),
  "an escape beside Rice codes": one(
    [wave(96, 30_000)],
    apart({ kind: "fixed", order: 2, residual: rice(12, "plain", 3, "plain") }),
  ),
  "Rice codes of many zeros": one([wave(64, 30_000)], apart({ kind: "fixed", order: 0, residual: rice(0) })),
  "the second kind of Rice codes": one(
    [wave(64, 8_000_000)],
    apart({ kind: "fixed", order: 1, residual: rice(20, 16, 24, "plain") }),
    24,
  ),
  "zeros that all samples end in": one([wave(64, 400).map((value) => value * 64)], {
    ...apart({ kind: "fixed", order: 2, residual: rice(5) }),
    wastedBits: [6],
  }),
  "a difference of 33 bits that ends in zeros": one(
    [wave(64, 2 ** 28).map((value) => value * 8), wave(64, -(2 ** 28)).map((value) => value * 8)],
    {
      coding: "left-side",
      subframes: [
        { kind: "verbatim" },
        { kind: "linear", coefficients: [3, -1], precision: 4, shift: 1, residual: rice("plain") },
      ],
      wastedBits: [3, 3],
    },
    32,
  ),
  "a block of one sample": one([[-32_768]], apart({ kind: "fixed", order: 0, residual: rice(14) })),
  "the largest block": one([wave(65_535, 20_000)], apart({ kind: "fixed", order: 2, residual: rice(11) })),
};

for (const [what, plan] of Object.entries(kinds)) {
  test(`${what} decodes to what went in`, async () => {
    assert.deepEqual(await decoded(plan), expected(plan));
  });
}

for (const bitDepth of [4, 8, 13, 16, 20, 24, 31, 32]) {
  for (const coding of ["left-side", "side-right", "mid-side"] as const) {
    test(`${bitDepth} bits as ${coding} decode to what went in, at full scale too`, async () => {
      const top = 2 ** (bitDepth - 1);
      const channels = [
        [-top, top - 1, -top, top - 1, 0, -1, 1, ...wave(57, top - 1)],
        [top - 1, -top, -top, top - 1, -1, 0, 1, ...wave(57, top - 1, 1)],
      ];
      for (const kind of ["verbatim", "fixed"] as const) {
        const subframe: SubframePlan =
          kind === "fixed" ? { kind, order: 1, residual: rice("plain") } : { kind };
        // The widest differences leave a residual of more bits than FLAC has for one.
        if (kind === "fixed" && bitDepth > 24) continue;
        const plan = one(channels, { coding, subframes: [subframe, subframe] }, bitDepth);
        assert.deepEqual(await decoded(plan), expected(plan), kind);
      }
    });
  }
}

const residualPlan = (length: number, order: number, bitDepth: number): fc.Arbitrary<ResidualPlan> =>
  fc
    .tuple(
      fc.constantFrom(
        ...[0, 1, 2, 3].filter((power) => length % 2 ** power === 0 && length / 2 ** power >= order),
      ),
      fc.constantFrom<0 | 1>(...(bitDepth > 16 ? [1 as const] : [0 as const, 1 as const])),
      fc.array(
        fc.oneof(
          fc.integer({
            min: Math.max(2, bitDepth - 6),
            max: Math.min(14, bitDepth) + (bitDepth > 16 ? 14 : 0),
          }),
          fc.constant("plain" as const),
        ),
        {
          minLength: 1,
          maxLength: 4,
        },
      ),
    )
    .map(([partitionOrder, method, parameters]) => ({ method, partitionOrder, parameters }));

const subframePlan = (length: number, bitDepth: number): fc.Arbitrary<SubframePlan> =>
  fc.oneof(
    fc.constant<SubframePlan>({ kind: "verbatim" }),
    fc.integer({ min: 0, max: Math.min(4, length) }).chain((order) =>
      residualPlan(length, order, bitDepth).map((residual) => ({
        kind: "fixed" as const,
        order,
        residual,
      })),
    ),
    fc
      .tuple(
        fc.integer({ min: 1, max: Math.min(32, length) }),
        fc.integer({ min: 6, max: 15 }),
        fc.integer({ min: 0, max: 15 }),
      )
      .chain(([order, precision, extraShift]) =>
        fc
          .tuple(
            fc.array(fc.integer({ min: -(2 ** (precision - 1)), max: 2 ** (precision - 1) - 1 }), {
              minLength: order,
              maxLength: order,
            }),
            residualPlan(length, order, bitDepth),
          )
          .map(([coefficients, residual]) => {
            const shift = Math.min(15, Math.max(extraShift, precision));
            return { kind: "linear" as const, coefficients, precision, shift, residual };
          }),
      ),
  );

const streamPlan: fc.Arbitrary<StreamPlan> = fc
  .tuple(
    fc.constantFrom(8, 12, 16, 20, 24),
    fc.integer({ min: 1, max: 4 }),
    fc.boolean(),
    fc.array(fc.constantFrom(1, 16, 40, 48, 72, 200), { minLength: 1, maxLength: 4 }),
  )
  .chain(([bitDepth, channelCount, isVariable, lengths]) => {
    const sample = fc.integer({ min: -(2 ** (bitDepth - 1)), max: 2 ** (bitDepth - 1) - 1 });
    const frame = (length: number): fc.Arbitrary<StreamPlan["frames"][number]> =>
      fc
        .tuple(
          fc.array(fc.array(sample, { minLength: length, maxLength: length }), {
            minLength: channelCount,
            maxLength: channelCount,
          }),
          fc.array(subframePlan(length, bitDepth), { minLength: channelCount, maxLength: channelCount }),
          channelCount === 2
            ? fc.constantFrom<FramePlan["coding"]>("apart", "left-side", "side-right", "mid-side")
            : fc.constant<FramePlan["coding"]>("apart"),
        )
        .map(([channels, subframes, coding]) => ({ channels, plan: { coding, subframes } }));
    return fc.tuple(...lengths.map(frame)).map((frames) => ({ bitDepth, isVariable, frames }));
  });

test("streams of all kinds of frames decode to what went in", async () => {
  await fc.assert(
    fc.asyncProperty(streamPlan, async (plan) => {
      assert.deepEqual(await decoded(plan), expected(plan));
    }),
    { numRuns: 100, seed: 1 },
  );
});

test("the encoder leaves no residual where a predictor is right", () => {
  assert.deepEqual(
    residualOf([1, 2, 3, 4, 5, 6], { kind: "fixed", order: 2, residual: rice(0) }),
    [0, 0, 0, 0],
  );
});
