import assert from "node:assert/strict";
import { test } from "node:test";
import { wastedStorage } from "../../../src/explore/findings/wasted-storage.ts";
import { measuredExample, several } from "../../support/measured-examples.ts";

test("equal channels and coarse samples are one finding each for the set", () => {
  const findings = wastedStorage([
    ...several(2, "dual", { clip: { channelCount: 2 }, signal: { isDualMono: true } }),
    ...several(30, "coarse", { signal: { effectiveBitDepth: 8 } }),
    measuredExample("float.wav", { clip: { bitDepth: 32 }, signal: { effectiveBitDepth: null } }),
    measuredExample("fine.wav"),
  ]);
  assert.deepEqual(
    findings.map(({ code, evidence }) => [
      code,
      evidence.observed,
      evidence.count,
      evidence.examples?.length,
    ]),
    [
      ["dual-mono", 2, 2, 2],
      ["effective-bit-depth", "8 of 16", 30, 20],
    ],
  );
});
