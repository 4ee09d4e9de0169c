import assert from "node:assert/strict";
import { test } from "node:test";
import { dropouts } from "../../../src/explore/findings/dropouts.ts";
import { measuredExample, several } from "../../support/measured-examples.ts";

test("a gap of 5 ms is a dropout, a shorter run is not", () => {
  const findings = dropouts([
    measuredExample("gap.wav", { provenance: { longestDropoutSeconds: 0.02 } }),
    measuredExample("fine.wav", { provenance: { longestDropoutSeconds: 0.004 } }),
  ]);
  assert.deepEqual(
    findings.map(({ subject, message }) => [subject, message]),
    [["gap.wav", "The sound drops out; the longest gap lasts 20 ms."]],
  );
});

test("many are one finding", () => {
  const [finding] = dropouts(several(25, "gap", { provenance: { longestDropoutSeconds: 0.02 } }));
  assert.deepEqual([finding?.subject, finding?.evidence.count], ["dataset", 25]);
});
