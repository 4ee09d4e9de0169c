import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { readAudio } from "../../../src/io/read-audio.ts";
import { createKernel } from "../../../src/signal/kernel/create-kernel.ts";
import { measureSignal } from "../../../src/signal/measure-signal.ts";
import { assertAsTwin, noiseTolerance, recordingTolerance } from "../../support/assert-as-twin.ts";
import { needsData, sharedData } from "../../support/requirements.ts";
import { concatenate, noise, sine } from "../../support/synthetic-signal.ts";

const kernel = createKernel();

interface Recording {
  readonly channels: readonly Float32Array[];
  readonly sampleRateHertz: number;
  readonly bitDepth: number | null;
}

function assertSame(recording: Recording, tolerance = noiseTolerance): void {
  const { channels, sampleRateHertz, bitDepth } = recording;
  assertAsTwin(
    kernel.measureSignal(channels, sampleRateHertz, bitDepth),
    measureSignal(channels, sampleRateHertz, bitDepth),
    { tolerance, binHertz: sampleRateHertz / 2048 },
  );
}

/** Samples at `positions` replaced by `value`. */
function withValues(samples: Float32Array, value: number, ...positions: readonly number[]): Float32Array {
  for (const position of positions) samples[position] = value;
  return samples;
}

test("this machine has SIMD, so that the tests below compare two implementations", () => {
  assert.equal(kernel.kind, "simd");
});

const noises: Readonly<Record<string, Recording>> = {
  "mono at 44.1 kHz": { channels: [noise(30000, 1, 0.5)], sampleRateHertz: 44100, bitDepth: 16 },
  stereo: {
    channels: [noise(50001, 1, 0.5), noise(50001, 2, 0.1)],
    sampleRateHertz: 22050,
    bitDepth: 24,
  },
  "six channels, longer than a window": {
    channels: [1, 2, 3, 4, 5, 6].map((seed) => noise(300001, seed, 0.5)),
    sampleRateHertz: 48000,
    bitDepth: null,
  },
  "192 kHz": { channels: [noise(400000, 5, 0.5)], sampleRateHertz: 192000, bitDepth: 16 },
  "768 kHz": { channels: [noise(700001, 5, 0.5)], sampleRateHertz: 768000, bitDepth: 16 },
  "8-bit content in 16 bits": {
    channels: [noise(40000, 3).map((value) => Math.floor(value * 127) / 128)],
    sampleRateHertz: 8000,
    bitDepth: 16,
  },
  "content on a grid of 3 last bits": {
    channels: [noise(40000, 3, 1 / 32768).map((value) => (Math.round(value * 2 ** 24) * 3) / 32768)],
    sampleRateHertz: 8000,
    bitDepth: 16,
  },
  "equal channels": {
    channels: [noise(20000, 4, 0.5), noise(20000, 4, 0.5)],
    sampleRateHertz: 8000,
    bitDepth: 16,
  },
  "channels that differ in their last sample": {
    channels: [noise(20003, 4, 0.5), withValues(noise(20003, 4, 0.5), 0.25, 20002)],
    sampleRateHertz: 8000,
    bitDepth: 16,
  },
  "clipped at both ends": {
    channels: [noise(600000, 3).map((value) => Math.max(-0.5, Math.min(0.25, value)))],
    sampleRateHertz: 44100,
    bitDepth: 16,
  },
  "clipped in the second channel and the second window": {
    channels: [
      noise(300000, 3, 0.5),
      concatenate(noise(290000, 4, 0.25), new Float32Array(100).fill(0.75), noise(9900, 5, 0.25)),
    ],
    sampleRateHertz: 44100,
    bitDepth: 16,
  },
  "half silent": {
    channels: [concatenate(new Float32Array(12000), noise(12000, 4, 0.5))],
    sampleRateHertz: 48000,
    bitDepth: 16,
  },
  "below the threshold of sound": { channels: [noise(9000, 6, 1e-9)], sampleRateHertz: 8000, bitDepth: null },
  "around the threshold of sound": {
    channels: [noise(9000, 6, 6e-9)],
    sampleRateHertz: 8000,
    bitDepth: null,
  },
  "beyond full scale": { channels: [noise(9000, 6, 1.9)], sampleRateHertz: 8000, bitDepth: null },
  "far beyond full scale": { channels: [noise(9000, 6, 32768)], sampleRateHertz: 8000, bitDepth: null },
  "holes at the seams of windows": {
    channels: [
      withValues(noise(600000, 9, 0.5), Number.NaN, 0, 1000, 252999, 253000, 262143, 262144, 599999),
      withValues(noise(600000, 8, 0.5), Number.NEGATIVE_INFINITY, 17, 250000, 253440, 520000),
    ],
    sampleRateHertz: 44100,
    bitDepth: null,
  },
  "a sampling rate without loudness": { channels: [noise(5000, 1)], sampleRateHertz: 3000, bitDepth: 8 },
};

for (const [name, recording] of Object.entries(noises)) {
  test(`as its twin: noise, ${name}`, () => assertSame(recording));
}

test("as its twin: lengths around those of frames, hops and windows", () => {
  for (const length of [
    1,
    2,
    3,
    4,
    5,
    511,
    512,
    513,
    2047,
    2048,
    2049,
    2559,
    2560,
    4096,
    4410 * 4 - 1,
    4410 * 4,
  ]) {
    assertSame({ channels: [noise(length, length + 1, 0.5)], sampleRateHertz: 44100, bitDepth: 16 });
  }
  // A window brings in 253,440 samples at 8820 of history, a multiple of 512 like every window's start.
  for (const length of [252928, 253439, 253440, 253441, 253952, 255487, 255488]) {
    assertSame({ channels: [noise(length, length, 0.5)], sampleRateHertz: 44100, bitDepth: 16 });
  }
});

test("as its twin: tones, which show the rounding of 32 bits", () => {
  const recording = { sampleRateHertz: 44100, bitDepth: 16 };
  assertSame({ ...recording, channels: [sine(200000, 44100, 440, 0.5)] }, recordingTolerance);
  assertSame({ ...recording, channels: [sine(50000, 44100, 9000, 0.01)] }, recordingTolerance);
});

test("as its twin: silence, and DC in all that is no shape", () => {
  assertSame({ channels: [new Float32Array(44100)], sampleRateHertz: 44100, bitDepth: 16 });
  const constant = { channels: [new Float32Array(44100).fill(0.25)], sampleRateHertz: 44100, bitDepth: 16 };
  // The two bins of a constant have a bandwidth of half a bin; rounding in the 1023 others makes it up to one.
  assertSame(constant, { centroid: 0.01, bandwidth: 1, flatness: 1e-6, mfcc: 1e-6 });
});

test("as its twin: spoken digits at 8 kHz", needsData("fsdd"), async () => {
  const folder = join(sharedData("fsdd"), "recordings");
  for (const name of readdirSync(folder).slice(0, 60)) await assertSameFile(join(folder, name));
});

test("as its twin: environmental sounds at 44.1 kHz", needsData("esc10"), async () => {
  const folder = join(sharedData("esc10"), "audio");
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ogg"),
  );
  for (const name of names.filter((_, index) => index % 8 === 0)) await assertSameFile(join(folder, name));
});

async function assertSameFile(path: string): Promise<void> {
  const { audio } = await readAudio(path);
  if (audio.kind === "failed") assert.fail(`${path} cannot be read`);
  assertSame({ ...audio.signal, bitDepth: audio.clip.bitDepth }, recordingTolerance);
}

test("as its twin: any noise, at any length, rate, depth, level and number of channels", () => {
  const recordings = fc.record({
    length: fc.integer({ min: 1, max: 20000 }),
    sampleRateHertz: fc.constantFrom(2000, 8000, 11025, 16000, 22050, 44100, 96000),
    bitDepth: fc.constantFrom(8, 16, 24, 32, null),
    gain: fc.constantFrom(1 / 4096, 0.01, 0.5, 1, 1.5),
    seeds: fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 7 }),
    holes: fc.array(fc.nat(19999), { maxLength: 5 }),
    limit: fc.constantFrom(0.1, 0.5, 2),
  });
  fc.assert(
    fc.property(recordings, ({ length, sampleRateHertz, bitDepth, gain, seeds, holes, limit }) => {
      const channels = seeds.map((seed) => {
        const limited = noise(length, seed, gain).map((value) => Math.max(-limit, Math.min(limit, value)));
        return withValues(limited, Number.NaN, ...holes.filter((position) => position < length));
      });
      assertSame({ channels, sampleRateHertz, bitDepth }, recordingTolerance);
    }),
    { numRuns: 150, seed: 20261123 },
  );
});

test("a clip's measurement does not depend on the clips before it, to the last bit", () => {
  const fresh = createKernel();
  const clip = [noise(3001, 1, 0.5), noise(3001, 2, 0.5)];
  const first = fresh.measureSignal(clip, 8000, 16);
  fresh.measureSignal([noise(600000, 3, 1.9)], 96000, null);
  fresh.measureSignal([withValues(noise(70000, 3, 1.9), Number.NaN, 5), noise(70000, 4)], 44100, 24);
  assert.deepEqual(fresh.measureSignal(clip, 8000, 16), first);
  assert.deepEqual(createKernel().measureSignal(clip, 8000, 16), first);
});

test("where WebAssembly has no SIMD, or is not there at all, the twin serves", (context) => {
  const host = globalThis as { WebAssembly?: { validate: () => boolean } };
  context.mock.method(host.WebAssembly!, "validate", () => false);
  assert.equal(createKernel().kind, "scalar");
  const { WebAssembly } = host;
  delete host.WebAssembly;
  context.after(() => Object.assign(host, { WebAssembly }));
  assert.equal(createKernel().kind, "scalar");
});

test("the samples are left as they are", () => {
  const samples = withValues(noise(5000, 1), Number.NaN, 7);
  const copy = samples.slice();
  kernel.measureSignal([samples], 8000, 16);
  assert.deepEqual(samples, copy);
});
