import assert from "node:assert/strict";
import { test } from "node:test";
import { signalDefects } from "../../../src/explore/findings/signal-defects.ts";
import type { AudioClip } from "../../../src/model/audio-clip.ts";
import type { SignalMeasurement } from "../../../src/model/clip-measurement.ts";
import { measuredExample, several } from "../../support/measured-examples.ts";

interface Case {
  readonly signal: Partial<SignalMeasurement>;
  readonly clip?: Partial<AudioClip>;
  readonly code: string | null;
}

const cases: readonly Case[] = [
  { signal: {}, code: null },
  { signal: { nonFiniteCount: 11 }, code: "non-finite-samples" },
  { signal: { peakDecibels: null }, code: "silent-clip" },
  { signal: { peakDecibels: -80.1 }, code: "near-silent-clip" },
  { signal: { peakDecibels: -80 }, code: null },
  { signal: { clippedShare: 0.001 }, code: "clipped" },
  { signal: { dcOffset: -0.011 }, code: "dc-offset" },
  { signal: { dcOffset: 0.01 }, code: null },
  { signal: { overFullScaleCount: 3 }, code: "over-full-scale" },
  { signal: { overFullScaleCount: 3 }, clip: { bitDepth: null }, code: "over-full-scale-lossy" },
];

for (const { signal, clip = {}, code } of cases) {
  test(`${JSON.stringify({ ...signal, ...clip })} is ${code ?? "fine"}`, () => {
    const findings = signalDefects([measuredExample("it.wav", { signal, clip })]);
    assert.deepEqual(
      findings.map((finding) => [finding.code, finding.subject]),
      code === null ? [] : [[code, "it.wav"]],
    );
  });
}

test("a defect of many files is one finding", () => {
  const findings = signalDefects(several(50, "hot", { signal: { clippedShare: 0.01 } }));
  assert.deepEqual(
    findings.map(({ subject, message, evidence }) => [subject, message, evidence.count]),
    [["dataset", "50 clips are clipped.", 50]],
  );
});

test("a file without audio has no defects of signal", () => {
  assert.deepEqual(signalDefects([measuredExample("gone.wav", { clip: null })]), []);
});
