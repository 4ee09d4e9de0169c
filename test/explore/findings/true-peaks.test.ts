import assert from "node:assert/strict";
import { test } from "node:test";
import { truePeaks } from "../../../src/explore/findings/true-peaks.ts";
import { measuredExample } from "../../support/measured-examples.ts";

test("a true peak above 0 dBTP is a finding where no sample shows it", () => {
  const hot = { truePeakDecibels: 0.4 };
  const findings = truePeaks([
    measuredExample("between.wav", { provenance: hot }),
    measuredExample("over.wav", { provenance: hot, signal: { overFullScaleCount: 3 } }),
    measuredExample("full.wav", { provenance: { truePeakDecibels: 0 } }),
    measuredExample("silent.wav", { provenance: { truePeakDecibels: null } }),
  ]);
  assert.deepEqual(
    findings.map(({ subject, evidence }) => [subject, evidence.observed]),
    [["between.wav", 0.4]],
  );
});
