import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { fingerprint, fingerprintHopSeconds } from "../../src/signal/fingerprint.ts";
import { decodeFingerprint, encodeFingerprint } from "../../src/signal/fingerprint-text.ts";
import { resample } from "../../src/signal/resample.ts";
import { noise } from "../support/synthetic-signal.ts";

const rate = 16000;
const second = noise(2 * rate, 3, 0.5);

/** Share of equal bits, `b` taken from word `shift` of `a` on. */
function agreement(a: Uint32Array, b: Uint32Array, shift = 0): number {
  const count = Math.min(a.length - shift, b.length);
  let equal = 0;
  for (let index = 0; index < count; index += 1) {
    const different = (a[index + shift]! ^ b[index]!) >>> 0;
    equal += 32 - different.toString(2).replaceAll("0", "").length;
  }
  return equal / (32 * count);
}

const wordsOf = (samples: Float32Array, hertz = rate): Uint32Array => fingerprint([samples], hertz)!;

test("one word every 10.7 ms", () => {
  assert.equal(wordsOf(second).length, 177);
});

test("gain changes no bit", () => {
  assert.deepEqual(wordsOf(second.map((sample) => sample / 4)), wordsOf(second));
});

test("a trim shifts the words: few bits change, even when it is half a hop off", () => {
  for (const hops of [18, 18.5]) {
    const trimmed = second.subarray(Math.round(hops * fingerprintHopSeconds * rate));
    assert.ok(agreement(wordsOf(second), wordsOf(trimmed), 18) > 0.85);
  }
});

test("another sampling rate gives nearly the same words", () => {
  for (const other of [22050, 44100, 48000]) {
    assert.ok(agreement(wordsOf(second), wordsOf(resample(second, rate, other), other)) > 0.9);
  }
});

test("strangers share half of the bits", () => {
  assert.ok(Math.abs(agreement(wordsOf(second), wordsOf(noise(2 * rate, 4, 0.5))) - 0.5) < 0.05);
});

test("a clip too short, silent or of less than 8 kHz has no fingerprint", () => {
  assert.equal(fingerprint([second.subarray(0, 0.25 * rate)], rate), null);
  assert.equal(fingerprint([new Float32Array(2 * rate)], rate), null);
  assert.equal(fingerprint([second], 7999), null);
  assert.equal(fingerprint([new Float32Array(0)], rate), null);
});

test("at most a minute is looked at", () => {
  assert.equal(wordsOf(noise(90 * 8000, 8, 0.5), 8000).length, 5625);
});

test("text gives back the words", () => {
  fc.assert(
    fc.property(fc.uint32Array(), (words) => {
      assert.deepEqual(decodeFingerprint(encodeFingerprint(words)), words);
    }),
  );
});
