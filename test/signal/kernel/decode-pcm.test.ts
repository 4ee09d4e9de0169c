import assert from "node:assert/strict";
import { test } from "node:test";
import { decodePcm, type PcmLayout } from "../../../src/io/formats/pcm.ts";
import { createDecoderMemory, framesPerBlock } from "../../../src/signal/kernel/decode-memory.ts";
import { decodePcmBlock, type PcmCoding } from "../../../src/signal/kernel/decode-pcm.ts";

const memory = createDecoderMemory() ?? assert.fail("no SIMD");

const layouts: Readonly<Record<PcmCoding, readonly [PcmLayout["encoding"], number]>> = {
  u8: ["unsigned", 1],
  s8: ["signed", 1],
  s16: ["signed", 2],
  s24: ["signed", 3],
  s32: ["signed", 4],
  f32: ["float", 4],
  f64: ["float", 8],
  alaw: ["alaw", 1],
  mulaw: ["mulaw", 1],
};

/** Bytes of all values (a linear congruential generator), the extremes among them. */
function someBytes(count: number): Uint8Array {
  let state = count;
  const bytes = Uint8Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
  bytes.fill(0, 0, 8);
  bytes.fill(255, 8, 16);
  return bytes;
}

/** As plain arrays: of a NaN it does not matter which one it is. */
function plain(channels: readonly Float32Array[]): readonly (readonly number[])[] {
  return channels.map((samples) => Array.from(samples));
}

for (const [coding, [encoding, sampleBytes]] of Object.entries(layouts)) {
  for (const isBigEndian of sampleBytes === 1 ? [false] : [false, true]) {
    test(`${coding}, ${isBigEndian ? "big" : "little"} end first, is what the scalar twin makes of it`, () => {
      for (const [channelCount, frameCount] of [
        [1, 1],
        [1, 1003],
        [2, 1],
        [2, 5003],
        [3, 1400],
        [8, 700],
        [64, 130],
      ] as const) {
        const layout: PcmLayout = { encoding, sampleBytes, isBigEndian, channelCount };
        const bytes = someBytes(frameCount * channelCount * sampleBytes);
        // Odd, so that nothing is aligned.
        const offset = 44 + channelCount;
        memory.input.set(bytes, offset);
        const block = { coding: coding as PcmCoding, isBigEndian, channelCount, offset, frameCount };
        const twin = decodePcm(bytes, layout);
        assert.deepEqual(
          plain(decodePcmBlock(memory, block)),
          plain(twin),
          `${channelCount} channels, ${frameCount} frames`,
        );
      }
    });
  }
}

test("a block of the largest size fits, for any number of channels", () => {
  for (const channelCount of [1, 2, 7, 8, 9, 64]) {
    const frameCount = framesPerBlock(channelCount);
    const bytes = someBytes(frameCount * channelCount);
    memory.input.set(bytes);
    const block = { coding: "u8", isBigEndian: false, channelCount, offset: 0, frameCount } as const;
    const twin = decodePcm(bytes, { encoding: "unsigned", sampleBytes: 1, isBigEndian: false, channelCount });
    assert.deepEqual(plain(decodePcmBlock(memory, block)), plain(twin), `${channelCount} channels`);
  }
});
