import assert from "node:assert/strict";
import { test } from "node:test";
import { spectralOrigins } from "../../../src/explore/findings/spectral-origins.ts";
import type { SpectralOrigin } from "../../../src/model/provenance-measurement.ts";
import { measuredExample, several } from "../../support/measured-examples.ts";

const upsampled: SpectralOrigin = {
  kind: "upsampled",
  edgeHertz: 4000,
  depthDecibels: 60,
  sourceRateHertz: 8000,
};
const transcoded: SpectralOrigin = {
  kind: "transcoded",
  edgeHertz: 17000,
  depthDecibels: 50,
  codec: "MP3 at about 128 kbit/s",
};
const codesOf = (items: Parameters<typeof spectralOrigins>[0]) =>
  spectralOrigins(items).map(({ code }) => code);

test("an upsampled clip is named with its likely rate, a transcoded one with its likely codec", () => {
  const [finding] = spectralOrigins([measuredExample("a.wav", { provenance: { origin: upsampled } })]);
  assert.equal(
    finding?.message,
    "Nothing of its own above 4.0 kHz, where the level falls by 60 dB: upsampled, likely from 8000 Hz.",
  );
  assert.deepEqual(
    [finding?.subject, finding?.evidence.observed, finding?.evidence.count],
    ["a.wav", 8000, 1],
  );
  const [other] = spectralOrigins([measuredExample("b.wav", { provenance: { origin: transcoded } })]);
  assert.deepEqual([other?.code, other?.severity], ["transcoded", "info"]);
});

test("what cannot be told, and what is full-band, is no finding", () => {
  assert.deepEqual(
    codesOf([
      measuredExample("a.wav", { provenance: { origin: { kind: "unknown" } } }),
      measuredExample("b.wav"),
      measuredExample("c.wav", { provenance: null }),
    ]),
    [],
  );
});

test("many are one finding that counts the likely rates", () => {
  const [finding] = spectralOrigins(several(30, "old", { provenance: { origin: upsampled } }));
  assert.equal(finding?.message, "30 clips were upsampled, likely from 8000 (30).");
});

test("a low band limit among higher ones is a finding of the set; one limit throughout is not", () => {
  const low = several(2, "old", { provenance: { origin: upsampled } });
  const found = spectralOrigins([...low, ...several(9, "new")]).find(
    ({ code }) => code === "mixed-band-limits",
  );
  assert.deepEqual(found?.evidence.examples, ["old-00.wav", "old-01.wav"]);
  assert.deepEqual([found?.evidence.observed, found?.evidence.count], [4000, 2]);
  assert.equal(codesOf(low).includes("mixed-band-limits"), false);
});
