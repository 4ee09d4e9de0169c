import assert from "node:assert/strict";
import { test } from "node:test";
import { clipThumbnail, drawSpectrogram } from "../../../src/signal/clip-thumbnail.ts";
import { createDecoderMemory } from "../../../src/signal/kernel/decode-memory.ts";
import { fastSpectrogram } from "../../../src/signal/kernel/fast-spectrogram.ts";
import { noise, sine } from "../../support/synthetic-signal.ts";

const memory = createDecoderMemory() ?? assert.fail("no SIMD");
const fast = fastSpectrogram(memory);

/** Powers as shares of the strongest. */
function shares(powers: ArrayLike<number>): readonly number[] {
  const strongest = Math.max(...Array.from(powers));
  return Array.from(powers, (power) => power / strongest);
}

const faint = noise(60_000, 3, 1e-4);
const clips: Readonly<Record<string, Float32Array>> = {
  noise: noise(60_000, 1, 0.5),
  "a tone over faint noise": sine(60_000, 8000, 1234, 0.5).map((value, at) => value + faint[at]!),
  "less than a frame": noise(500, 2, 0.5),
  "one sample": Float32Array.of(0.5),
};

for (const [name, samples] of Object.entries(clips)) {
  test(`the kernel's powers are those of the plain transform: ${name}`, () => {
    // What another clip has left in the memory changes nothing.
    memory.input.fill(0xff);
    const [ours, theirs] = [shares(fast(samples)), shares(drawSpectrogram(samples))];
    assert.equal(ours.length, theirs.length);
    ours.forEach((share, place) => {
      assert.ok(Math.abs(share - theirs[place]!) < 1e-6, `${place}: ${share} and ${theirs[place]}`);
    });
  });
}

test("pictures are the same but for places at the edge of a level, and silence is dark", () => {
  const samples = noise(60_000, 1, 0.5);
  const [ours, theirs] = [clipThumbnail(samples, fast), clipThumbnail(samples)];
  assert.deepEqual(ours.envelope, theirs.envelope);
  const { levels } = theirs.spectrogram;
  const differing = ours.spectrogram.levels.filter((level, place) => level !== levels[place]);
  assert.ok(differing.length <= 5, `${differing.length} of ${levels.length}`);
  assert.ok(clipThumbnail(new Float32Array(9000), fast).spectrogram.levels.every((level) => level === 0));
  assert.equal(fastSpectrogram(null), drawSpectrogram);
});
