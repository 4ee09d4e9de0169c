import assert from "node:assert/strict";
import { test } from "node:test";
import { edgeSilences } from "../../../src/explore/findings/edge-silence.ts";
import { measuredExample } from "../../support/measured-examples.ts";

test("half a second of silence at an end is worth a look; less, and a wholly silent clip, are not", () => {
  const findings = edgeSilences([
    measuredExample("late.wav", { provenance: { leadingSilenceSeconds: 0.5 } }),
    measuredExample("padded.wav", { provenance: { trailingSilenceSeconds: 2 } }),
    measuredExample("fine.wav", { provenance: { trailingSilenceSeconds: 0.49 } }),
    measuredExample("empty.wav", {
      provenance: { leadingSilenceSeconds: 1 },
      signal: { peakDecibels: null },
    }),
  ]);
  assert.deepEqual(
    findings.map(({ subject, evidence }) => [subject, evidence.observed]),
    [
      ["late.wav", 0.5],
      ["padded.wav", 2],
    ],
  );
});
