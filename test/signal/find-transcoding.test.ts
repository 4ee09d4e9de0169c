import assert from "node:assert/strict";
import { test } from "node:test";
import { brightestSpectrum } from "../../src/signal/brightest-spectrum.ts";
import { findTranscoding } from "../../src/signal/find-transcoding.ts";
import { measureProvenance } from "../../src/signal/measure-provenance.ts";
import { resampleSharply } from "../support/resample-sharply.ts";
import { noise } from "../support/synthetic-signal.ts";

/** Noise with nothing above `hertz`, at 44.1 kHz: as an encoder's low-pass leaves it. */
function cutAt(hertz: number): Float32Array {
  return resampleSharply(noise(2 * hertz, hertz, 0.5), 2 * hertz, 44100);
}

const codecOf = (samples: Float32Array, sampleRateHertz = 44100): string | null =>
  findTranscoding(brightestSpectrum([samples], sampleRateHertz))?.codec ?? null;

// LAME's low-pass by bit rate (128: 17 kHz, 160: 17.5, 192: 18.6, 224: 19.4), as hydrogenaud.io tabulates it.
test("a cliff where encoders cut names the likely setting", () => {
  assert.equal(codecOf(cutAt(17_400)), "MP3 at about 128 kbit/s");
  assert.equal(codecOf(cutAt(18_000)), "MP3 at about 160 kbit/s");
  assert.equal(codecOf(cutAt(19_000)), "MP3 at about 192 kbit/s");
  assert.equal(codecOf(cutAt(19_700)), "MP3 at about 224 kbit/s");
});

test("full-band noise, a cliff elsewhere, and low sampling rates are no sign", () => {
  assert.equal(codecOf(noise(44100, 1, 0.5)), null);
  assert.equal(codecOf(cutAt(13_500)), null);
  assert.equal(codecOf(noise(22050, 2, 0.5), 22050), null);
});

test("the cliff of a file that is stored with loss is its own", () => {
  const kindOf = (bitDepth: number | null) => measureProvenance([cutAt(17_400)], 44100, bitDepth).origin.kind;
  assert.equal(kindOf(16), "transcoded");
  assert.equal(kindOf(null), "unknown");
});
