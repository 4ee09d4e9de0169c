import assert from "node:assert/strict";
import { test } from "node:test";
import { hertzToMel, melBands, melPowers, melToHertz } from "../../src/signal/mel.ts";
import { assertClose } from "../support/assert-close.ts";
import { librosaOracle } from "../support/librosa-oracle.ts";

test("Slaney's scale as librosa.hz_to_mel, and back", () => {
  for (const [hertz, mel] of Object.entries(librosaOracle.hertzToMel)) {
    assertClose(hertzToMel(Number(hertz)), mel, { relative: 1e-14 });
    assertClose(melToHertz(mel), Number(hertz), { relative: 1e-14 });
  }
});

test("a band covers the bins that librosa.filters.mel gives weight", () => {
  const { sampleRateHertz, rows } = librosaOracle.melFilters;
  const bands = melBands(sampleRateHertz, 2048, 40);
  for (const [row, bins] of Object.entries(rows)) {
    const { firstBin, weights } = bands[Number(row)]!;
    const covered = [...weights.keys()]
      .filter((index) => weights[index]! > 0)
      .map((index) => firstBin + index);
    assert.deepEqual(covered, bins);
  }
});

test("each triangle has unit area per Hertz, so a flat spectrum of 1 per Hertz reads 1", () => {
  const bands = melBands(48000, 65536, 40);
  const binHertz = 48000 / 65536;
  const flat = new Float64Array(32769).fill(binHertz);
  for (const power of melPowers(bands, flat)) assertClose(power, 1, { relative: 1e-3 });
});
