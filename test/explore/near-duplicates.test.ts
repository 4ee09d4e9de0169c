import assert from "node:assert/strict";
import { test } from "node:test";
import { isNearDuplicate, nearCandidates } from "../../src/explore/near-duplicates.ts";
import { fingerprintText } from "../../src/signal/fingerprint-text.ts";
import { measuredExample } from "../support/measured-examples.ts";
import { noise } from "../support/synthetic-signal.ts";

const rate = 8000;
const sound = noise(2 * rate, 3, 0.5);
const clip = (id: string, samples: Float32Array, pcmSha256 = id) =>
  measuredExample(id, { measurement: { fingerprint: fingerprintText([samples], rate), pcmSha256 } });

test("a trimmed copy is a candidate, with the time at which it starts", () => {
  const [candidate, ...rest] = nearCandidates([
    clip("b.wav", sound.subarray(0.32 * rate)),
    clip("a.wav", sound),
    clip("c.wav", noise(2 * rate, 4, 0.5)),
  ]);
  assert.deepEqual(rest, []);
  assert.deepEqual([candidate?.a, candidate?.b], ["a.wav", "b.wav"]);
  assert.ok(Math.abs((candidate?.offsetSeconds ?? 0) - 0.32) < 1e-9);
  assert.ok((candidate?.similarity ?? 0) > 0.95);
});

test("exact copies are not candidates: they are known", () => {
  assert.deepEqual([...nearCandidates([clip("a.wav", sound, "same"), clip("b.wav", sound, "same")])], []);
});

test("clips without a fingerprint are left out", () => {
  assert.deepEqual([...nearCandidates([measuredExample("a.wav"), measuredExample("b.wav")])], []);
});

test("waveforms must agree, the more so the less the fingerprints do", () => {
  assert.equal(isNearDuplicate(0.9, 0.93), true);
  assert.equal(isNearDuplicate(0.9, -0.93), true);
  assert.equal(isNearDuplicate(0.9, 0.9), false);
  assert.equal(isNearDuplicate(0.67, 0.95), false);
  assert.equal(isNearDuplicate(0.67, 0.98), true);
});
