import assert from "node:assert/strict";
import { test } from "node:test";
import { blackmanHarris, brightestSpectrum } from "../../src/signal/brightest-spectrum.ts";
import { effectiveBandwidth } from "../../src/signal/effective-bandwidth.ts";
import { assertClose } from "../support/assert-close.ts";
import { resampleSharply } from "../support/resample-sharply.ts";
import { noise } from "../support/synthetic-signal.ts";

// scipy.signal.get_window("blackmanharris", 8) of scipy 1.17
test("the window is scipy's", () => {
  const expected = [6e-5, 0.021735837018679628, 0.21747, 0.6957641629813204, 1];
  expected.forEach((value, index) => {
    assertClose(blackmanHarris(8)[index], value, { absolute: 1e-12 });
  });
});

test("full-scale white noise is 0 dB in every bin; a sine stands where it is", () => {
  const { decibels } = brightestSpectrum([noise(44100, 1).map((value) => value * Math.sqrt(3))], 44100);
  const mean = decibels.reduce((sum, value) => sum + value, 0) / decibels.length;
  assertClose(mean, 0, { absolute: 0.5 });
});

test("noise reaches up to where it was cut, at every rate", () => {
  for (const rate of [44100, 48000, 96000]) {
    const bandwidth = effectiveBandwidth(
      brightestSpectrum([resampleSharply(noise(16000, 2, 0.5), 16000, rate)], rate),
    );
    assert.ok(bandwidth > 7300 && bandwidth < 8050, `${bandwidth} Hz at ${rate} Hz`);
  }
});

test("strong hum does not make a full-band recording narrow", () => {
  const hum = noise(44100, 3, 0.002).map(
    (value, index) => value + 0.9 * Math.sin((2 * Math.PI * 50 * index) / 44100),
  );
  assert.ok(effectiveBandwidth(brightestSpectrum([hum], 44100)) > 21000);
});

test("a clip shorter than a frame, and of one sample, has a spectrum", () => {
  assert.ok(effectiveBandwidth(brightestSpectrum([noise(300, 4, 0.5)], 44100)) > 20000);
  assert.ok(Number.isFinite(effectiveBandwidth(brightestSpectrum([Float32Array.of(0.5)], 44100))));
});
