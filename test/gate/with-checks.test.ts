import assert from "node:assert/strict";
import { test } from "node:test";
import { withChecks } from "../../src/gate/with-checks.ts";
import type { Check, CheckKind, Verdict } from "../../src/model/verdict.ts";
import { sampleGateReport } from "../support/sample-gate-report.ts";

const passed: Verdict = { ...sampleGateReport(), kind: "passed", message: "nothing is 10% slower" };

function check(kind: CheckKind, message = "a check"): Check {
  return {
    ...{ category: "contract", kind, subject: "mel", quantity: "dtype", message },
    ...{ baseline: "float32", current: "float64", tolerance: 0 },
  };
}

test("a failed check fails what the rounds pass, and is named first", () => {
  const found = withChecks(passed, [check("passed"), check("failed", "mel emits float64")]);
  assert.equal(found.kind, "regressed");
  assert.equal(found.message, "mel emits float64; nothing is 10% slower");
  assert.equal(found.checks?.length, 2);
});

test("an open check opens a pass and nothing graver", () => {
  assert.equal(withChecks(passed, [check("inconclusive")]).kind, "inconclusive");
  assert.equal(withChecks({ ...passed, kind: "missing" }, [check("inconclusive")]).kind, "missing");
  assert.equal(withChecks({ ...passed, kind: "regressed" }, [check("inconclusive")]).kind, "regressed");
});

test("notices and passes change nothing, and earlier checks stay", () => {
  const found = withChecks({ ...passed, checks: [check("passed")] }, [check("notice")]);
  assert.equal(found.kind, "passed");
  assert.equal(found.message, passed.message);
  assert.equal(found.checks?.length, 2);
});

test("many failures are counted after the first two", () => {
  const found = withChecks(passed, [check("failed", "a"), check("failed", "b"), check("failed", "c")]);
  assert.equal(found.message, "a; b; 1 more check of this kind; nothing is 10% slower");
});
