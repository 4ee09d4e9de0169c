import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createRealFft } from "../../src/signal/fft.ts";
import { assertClose } from "../support/assert-close.ts";
import { noise } from "../support/synthetic-signal.ts";

/** The definition, term by term: bins 0..N/2 as pairs. */
function slowTransform(frame: Float64Array): Float64Array {
  const size = frame.length;
  const spectrum = new Float64Array(size + 2);
  for (let bin = 0; bin <= size / 2; bin += 1) {
    frame.forEach((sample, index) => {
      const angle = (-2 * Math.PI * ((bin * index) % size)) / size;
      spectrum[2 * bin]! += sample * Math.cos(angle);
      spectrum[2 * bin + 1]! += sample * Math.sin(angle);
    });
  }
  return spectrum;
}

function transform(frame: Float64Array): Float64Array {
  const spectrum = new Float64Array(frame.length + 2);
  createRealFft(frame.length).transform(frame, spectrum);
  return spectrum;
}

for (const size of [4, 8, 16, 32, 64, 512, 1024, 2048]) {
  test(`${size} samples of noise give what the definition gives`, () => {
    const frame = Float64Array.from(noise(size, 7));
    const expected = slowTransform(frame);
    transform(frame).forEach((value, index) => {
      assertClose(value, expected[index], { absolute: 1e-14 * size });
    });
  });
}

test("a cosine in the middle of bin 5 is all in bin 5", () => {
  const frame = Float64Array.from({ length: 64 }, (_, index) => Math.cos((2 * Math.PI * 5 * index) / 64));
  transform(frame).forEach((value, index) => {
    assertClose(value, index === 10 ? 32 : 0, { absolute: 1e-13 });
  });
});

test("the frame is left as it was, and a second call gives the same", () => {
  const frame = Float64Array.from(noise(256, 3));
  const before = frame.slice();
  const fft = createRealFft(256);
  const [first, second] = [new Float64Array(258), new Float64Array(258)];
  fft.transform(frame, first);
  fft.transform(frame, second);
  assert.deepEqual(frame, before);
  assert.deepEqual(second, first);
});

test("energy in time is energy in frequency (Parseval)", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 32, maxLength: 32 }),
      (samples) => {
        const energy = samples.reduce((sum, sample) => sum + sample * sample, 0);
        const spectrum = transform(Float64Array.from(samples));
        let spectral = 0;
        for (let bin = 0; bin <= 16; bin += 1) {
          // Bins between 0 and Nyquist stand for their mirror images too.
          const weight = bin === 0 || bin === 16 ? 1 : 2;
          spectral += weight * (spectrum[2 * bin]! ** 2 + spectrum[2 * bin + 1]! ** 2);
        }
        assertClose(spectral / 32, energy, { absolute: 1e-12 });
      },
    ),
  );
});

test("other lengths are refused", () => {
  for (const size of [0, 1, 2, 3, 1000, 4.5, Number.NaN]) {
    assert.throws(() => createRealFft(size), RangeError);
  }
});
