import assert from "node:assert/strict";
import { test } from "node:test";
import { boundFindings } from "../../src/datasets/bound-findings.ts";
import { listingFinding } from "../../src/datasets/listing-finding.ts";

const missing = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    listingFinding("file-missing", `${index}.wav`, {
      severity: "error",
      message: `${index}.wav is not there.`,
      rule: "every file is there",
    }),
  );

test("a thousand missing files are told one by one, more of them as one", () => {
  assert.equal(boundFindings(missing(1000)).length, 1000);
  const [finding, ...rest] = boundFindings(missing(1001));
  assert.deepEqual(rest, []);
  assert.deepEqual(
    [finding?.code, finding?.subject, finding?.evidence.count],
    ["file-missing", "dataset", 1001],
  );
  assert.equal(finding?.evidence.examples?.length, 20);
  assert.equal(finding?.message, "1001 times, first: 0.wav is not there.");
});
