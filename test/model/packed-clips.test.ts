import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { ClipMeasurement, SignalMeasurement } from "../../src/model/clip-measurement.ts";
import { readRecord, writeRecord } from "../../src/model/clip-record.ts";
import type { MeasuredClip } from "../../src/model/dataset-part.ts";
import {
  hasFingerprint,
  packClips,
  packedFingerprint,
  plainMeasurement,
} from "../../src/model/packed-clips.ts";
import type { SpectralOrigin } from "../../src/model/provenance-measurement.ts";
import { measuredExample, type Wishes } from "../support/measured-examples.ts";

const complete: Partial<SignalMeasurement> = {
  frameRootMeanSquare: 0.1,
  zeroCrossingRate: 0.2,
  mfccMeans: Array.from({ length: 13 }, (_, index) => index / 3),
};

function clipLike(wishes: Wishes = {}): MeasuredClip & { readonly measurement: ClipMeasurement } {
  const signal = wishes.signal === null ? null : { ...complete, ...wishes.signal };
  const measurement = { pcmSha256: "0123456789abcdef".repeat(4), ...wishes.measurement };
  return {
    measurement: measuredExample("a.wav", { ...wishes, signal, measurement }).measurement!,
    meyda: null,
  };
}

const asRead = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const known = fc.option(number);
const origins: readonly SpectralOrigin[] = [
  { kind: "full-band" },
  { kind: "unknown" },
  { kind: "upsampled", edgeHertz: 3990.25, depthDecibels: 41.5, sourceRateHertz: 8000 },
  { kind: "transcoded", edgeHertz: 16_000, depthDecibels: 60, codec: "MP3 at about 128 kbit/s" },
];

test("what is kept of a clip is what was measured of it, to the last bit", () => {
  const wishes = fc.record({
    signal: fc.record({
      peakDecibels: known,
      dcOffset: number,
      nonFiniteCount: fc.nat(),
      isDualMono: fc.boolean(),
      effectiveBitDepth: fc.option(fc.constantFrom(8, 16, 24)),
      bandPowers: fc.array(known, { minLength: 30, maxLength: 30 }),
      melPowers: fc.array(number, { minLength: 40, maxLength: 40 }),
    }),
    provenance: fc.record({ truePeakDecibels: known, origin: fc.constantFrom(...origins) }),
    clip: fc.record({ codec: fc.constantFrom("pcm_s16le", "vorbis"), bitDepth: fc.option(fc.nat(32)) }),
    measurement: fc.record({
      fingerprint: fc.option(fc.base64String()),
      pcmSha256: fc.option(fc.stringMatching(/^[0-9a-f]{64}$/)),
      sizeBytes: fc.nat(),
    }),
  });
  fc.assert(
    fc.property(fc.array(wishes, { maxLength: 40 }), (all) => {
      const { keep } = packClips();
      const clips = all.map(clipLike);
      const kept = clips.map(keep);
      assert.deepEqual(asRead(kept), asRead(clips));
      kept.forEach(({ measurement: { signal, provenance, clip } }, index) => {
        const { measurement } = clips[index]!;
        assert.equal(signal?.peakDecibels, measurement.signal?.peakDecibels);
        assert.deepEqual(signal?.bandPowers, measurement.signal?.bandPowers);
        assert.equal(signal?.isDualMono, measurement.signal?.isDualMono);
        assert.deepEqual(provenance?.origin, measurement.provenance?.origin);
        assert.equal(clip?.codec, measurement.clip?.codec);
      });
    }),
    { numRuns: 60 },
  );
});

test("more clips than one array holds keep apart", () => {
  const { keep } = packClips();
  const kept = Array.from({ length: 1000 }, (_, index) => keep(clipLike({ signal: { dcOffset: index } })));
  kept.forEach(({ measurement }, index) => {
    assert.equal(measurement.signal?.dcOffset, index);
  });
});

test("clips of another kind come back as they are", () => {
  const { keep } = packClips();
  const others: readonly MeasuredClip[] = [
    clipLike({ clip: null }),
    clipLike({ signal: null }),
    clipLike({ measurement: { beginningSeconds: 600 } }),
    clipLike({ signal: { melPowers: [1, 2] } }),
    clipLike({ measurement: { pcmSha256: "no hash" } }),
    // Its last digit has bits to spare that are not 0.
    clipLike({ measurement: { fingerprint: "AB==" } }),
  ];
  for (const clip of others) assert.equal(keep(clip), clip);
});

test("a plain copy can be spread, and another can be kept of it", () => {
  const { keep } = packClips();
  const clip = clipLike({ provenance: { origin: origins[2]! } });
  const copy = { ...plainMeasurement(keep(clip).measurement), exampleId: "b.wav" };
  const again = keep({ measurement: copy, meyda: null });
  assert.deepEqual(
    asRead(again),
    asRead({ ...clip, measurement: { ...clip.measurement, exampleId: "b.wav" } }),
  );
});

test("a record says in bytes what was measured, in another thread too, and is kept under the id that is given", () => {
  const clips: readonly MeasuredClip[] = [
    clipLike({ provenance: { origin: origins[3]! }, measurement: { fingerprint: "AAECAw==" } }),
    { ...clipLike({ measurement: { fingerprint: null, pcmSha256: null } }), meyda: { rms: 0.5, zcr: null } },
    clipLike({ measurement: { fingerprint: "", problem: { code: "file-truncated", reason: "鳥" } } }),
    clipLike({ clip: null, measurement: { exampleId: "短い.wav" } }),
  ];
  const { keepRecord } = packClips();
  for (const clip of clips) {
    const record = readRecord(writeRecord(clip, "hash", (byteCount) => new Uint8Array(byteCount)));
    assert.equal(record.contentTag, "hash");
    assert.deepEqual(asRead(keepRecord(record)), asRead(clip));
    if (record.content.kind === "facts")
      assert.equal(keepRecord(record, "known.wav").measurement.exampleId, "known.wav");
  }
});

test("a fingerprint of a packed clip is at hand in words", () => {
  const { keep } = packClips();
  const { measurement } = keep(clipLike({ measurement: { fingerprint: "AQIDBAUGBwg=" } }));
  assert.deepEqual(packedFingerprint(measurement), Uint32Array.of(0x04030201, 0x08070605));
  assert.equal(hasFingerprint(measurement), true);
  assert.equal(hasFingerprint(keep(clipLike()).measurement), false);
  assert.equal(packedFingerprint(clipLike().measurement), null);
});
