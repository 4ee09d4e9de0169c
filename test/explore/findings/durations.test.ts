import assert from "node:assert/strict";
import { test } from "node:test";
import { durationFindings } from "../../../src/explore/findings/durations.ts";
import { lasting, measuredExample, several } from "../../support/measured-examples.ts";

test("three samples are too short, 100 ms are shorter than an analysis frame", () => {
  const findings = durationFindings([
    measuredExample("blip.wav", { clip: { frameCount: 3, durationSeconds: 3 / 16000 } }),
    measuredExample("short.wav", { clip: lasting(0.1) }),
    measuredExample("empty.wav", { clip: lasting(0) }),
    measuredExample("fine.wav"),
  ]);
  assert.deepEqual(
    findings.map(({ code, severity, subject, evidence }) => [code, severity, subject, evidence.examples]),
    [
      ["too-short", "warning", "blip.wav", undefined],
      ["shorter-than-analysis-frame", "info", "dataset", ["short.wav"]],
    ],
  );
});

test("among clips of about a second, ten seconds are an outlier", () => {
  const usual = Array.from({ length: 40 }, (_, index) =>
    measuredExample(`usual-${index}.wav`, { clip: lasting(1 + (index % 10) / 20) }),
  );
  assert.deepEqual(durationFindings(usual), []);
  const [finding] = durationFindings([...usual, measuredExample("long.wav", { clip: lasting(10) })]);
  assert.equal(finding?.code, "duration-outliers");
  assert.deepEqual(finding?.evidence.examples, ["long.wav"]);
});

test("among clips of equal length, the one that differs is an outlier", () => {
  const [finding] = durationFindings([
    ...several(40, "equal", { clip: lasting(5) }),
    measuredExample("odd.wav", { clip: lasting(3.5) }),
  ]);
  assert.deepEqual(finding?.evidence.examples, ["odd.wav"]);
});

test("clips that are all of one length have no outliers, and few clips no verdict", () => {
  assert.deepEqual(durationFindings(several(40, "equal")), []);
  assert.deepEqual(
    durationFindings([...several(4, "a"), measuredExample("b.wav", { clip: lasting(60) })]),
    [],
  );
});
