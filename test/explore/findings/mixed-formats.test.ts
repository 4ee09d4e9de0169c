import assert from "node:assert/strict";
import { test } from "node:test";
import { mixedFormats } from "../../../src/explore/findings/mixed-formats.ts";
import { measuredExample, several } from "../../support/measured-examples.ts";

test("the clips off the majority are counted and named", () => {
  const findings = mixedFormats([
    ...several(5, "most"),
    measuredExample("slow.wav", { clip: { sampleRateHertz: 8000 } }),
    measuredExample("wide.wav", { clip: { sampleRateHertz: 48000, channelCount: 2, bitDepth: 24 } }),
    measuredExample("lossy.ogg", { clip: { bitDepth: null } }),
  ]);
  assert.deepEqual(
    findings.map(({ code, severity, evidence }) => [code, severity, evidence.observed, evidence.examples]),
    [
      [
        "mixed-sampling-rates",
        "warning",
        "8000 Hz (1), 16000 Hz (6), 48000 Hz (1)",
        ["slow.wav", "wide.wav"],
      ],
      ["mixed-channel-counts", "warning", "1 ch (7), 2 ch (1)", ["wide.wav"]],
      ["mixed-bit-depths", "info", "16 bit (6), 24 bit (1)", ["wide.wav"]],
    ],
  );
});

test("a header without a frame of audio does not make a set mixed", () => {
  const bare = measuredExample("bare.wav", { clip: { sampleRateHertz: 8000, frameCount: 0 } });
  assert.deepEqual(mixedFormats([...several(3, "same"), bare]), []);
});
