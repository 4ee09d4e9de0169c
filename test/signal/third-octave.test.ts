import assert from "node:assert/strict";
import { test } from "node:test";
import { thirdOctaveCentersHertz } from "../../src/model/clip-measurement.ts";
import { bandCentersHertz, thirdOctavePowers } from "../../src/signal/third-octave.ts";

test("the bands are those of the model", () => {
  assert.deepEqual(bandCentersHertz, thirdOctaveCentersHertz);
});

// `2 ** x` gave other last digits in Node.js 24 than in 20 and 22: dataset.json was not the same bytes.
test("the centres are the same numbers in every version of Node.js", () => {
  const some = [0, 2, 8, 23, 29].map((band) => bandCentersHertz[band]);
  assert.deepEqual(
    some,
    [24.80314143700312, 39.37253280921479, 157.49013123685916, 5039.684199579493, 20158.736798317972],
  );
});

test("a line at 1 kHz lies in the band around 1 kHz and in no other", () => {
  const powers = new Float64Array(1025);
  powers[Math.round(1000 / (16000 / 2048))] = 2;
  const bands = thirdOctavePowers(powers, 16000);
  const sounding = bandCentersHertz.filter((_, band) => (bands[band] ?? 0) > 0);
  assert.deepEqual(sounding, [1000]);
  assert.equal(bands[16], 2);
});

test("bands above Nyquist and bands narrower than a bin are null", () => {
  const bands = thirdOctavePowers(new Float64Array(1025).fill(1), 8000);
  // 4 kHz reaches up to 4490 Hz, above the Nyquist of 4000 Hz.
  assert.equal(bands[22], null);
  assert.notEqual(bands[21], null);
  // At 44.1 kHz a bin is 21.5 Hz wide: none lies between 22.1 and 27.8 Hz.
  assert.equal(thirdOctavePowers(new Float64Array(1025).fill(1), 44100)[0], null);
});

test("neighbouring bands share no bin and leave none out", () => {
  const bands = thirdOctavePowers(new Float64Array(1025).fill(1), 48000).filter((power) => power !== null);
  const binHertz = 48000 / 2048;
  const low = Math.ceil((bandCentersHertz[0]! * 2 ** (-1 / 6)) / binHertz);
  const high = Math.ceil((bandCentersHertz[29]! * 2 ** (1 / 6)) / binHertz);
  assert.equal(
    bands.reduce((sum, power) => sum + power, 0),
    high - low,
  );
});
