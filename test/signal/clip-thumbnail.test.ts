import assert from "node:assert/strict";
import { test } from "node:test";
import { clipThumbnail } from "../../src/signal/clip-thumbnail.ts";

const rate = 16_000;
const tone = (hertz: number, seconds: number, level: number): Float32Array =>
  Float32Array.from({ length: rate * seconds }, (_, n) => level * Math.sin((2 * Math.PI * hertz * n) / rate));

test("the outline reaches as far as the samples do, stretch by stretch", () => {
  const samples = new Float32Array(2 * rate);
  samples.set(tone(440, 1, 0.5));
  const { envelope } = clipThumbnail(samples);
  assert.equal(envelope.length, 300);
  assert.ok(Math.abs(envelope[1]! - 63) <= 1 && Math.abs(envelope[0]! + 63) <= 1);
  assert.deepEqual([...envelope.subarray(-2)], [0, 0]);
});

test("a tone is a bright row at its frequency, the highest frequencies first", () => {
  const { levels, columnCount, rowCount } = clipThumbnail(tone(6100, 1, 0.5)).spectrogram;
  const brightest = Array.from(
    { length: rowCount },
    (_, row) => levels[row * columnCount + columnCount / 2]!,
  );
  // 6.1 kHz of 8 kHz: almost a quarter of the way down.
  assert.equal(brightest.indexOf(Math.max(...brightest)), 11);
  assert.equal(Math.max(...levels), 15);
  assert.equal(brightest.at(-1), 0);
});

test("nothing, silence and a single sample have pictures too", () => {
  for (const samples of [new Float32Array(0), new Float32Array(rate), Float32Array.of(1)]) {
    const { envelope, spectrogram } = clipThumbnail(samples);
    assert.ok(envelope.every((value) => Math.abs(value) <= 127));
    assert.ok(spectrogram.levels.every((level) => level <= 15));
  }
});
