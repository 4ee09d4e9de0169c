import assert from "node:assert/strict";
import { test } from "node:test";
import { type GateStrictness, gateExitCode } from "../../src/cli/gate-exit-code.ts";
import type { Check, CheckKind, GateReport } from "../../src/model/verdict.ts";
import { sampleGateReport } from "../support/sample-gate-report.ts";

const usual: GateStrictness = { failOn: "regression", warnOnly: false };

function report(change: Partial<GateReport>): GateReport {
  return { ...sampleGateReport(), ...change };
}

function check(kind: CheckKind): Check {
  return {
    ...{ category: "contract", kind, subject: "mel", quantity: "dtype", message: "dtype" },
    ...{ baseline: "float32", current: "float64", tolerance: 0 },
  };
}

test("nothing measured is never a pass, however lenient", () => {
  const nothing = report({ kind: "passed", comparisons: [], checks: [] });
  assert.equal(gateExitCode(nothing, usual), 5);
  assert.equal(gateExitCode(nothing, { ...usual, warnOnly: true }), 5);
});

test("a regression and a missing stage fail; a pass, an improvement and what is undecided do not", () => {
  for (const [kind, code] of [
    ["regressed", 1],
    ["missing", 1],
    ["passed", 0],
    ["improved", 0],
    ["inconclusive", 0],
  ] as const) {
    assert.equal(gateExitCode(report({ kind }), usual), code, kind);
  }
  assert.equal(gateExitCode(report({ kind: "inconclusive" }), { ...usual, failOn: "inconclusive" }), 3);
});

test("another machine makes times advisory, and nothing else", () => {
  const elsewhere = { isAdvisory: true, machineDifferences: ["cpuModel"] };
  assert.equal(gateExitCode(report({ kind: "regressed", ...elsewhere }), usual), 0);
  assert.equal(
    gateExitCode(report({ kind: "regressed", ...elsewhere, checks: [check("failed")] }), usual),
    1,
  );
});

test("an open check is undecided, a notice is nothing, and --warn-only passes all that was measured", () => {
  const strict: GateStrictness = { failOn: "inconclusive", warnOnly: false };
  assert.equal(gateExitCode(report({ kind: "passed", checks: [check("inconclusive")] }), strict), 3);
  assert.equal(gateExitCode(report({ kind: "passed", checks: [check("notice")] }), strict), 0);
  assert.equal(
    gateExitCode(report({ kind: "regressed", checks: [check("failed")] }), { ...usual, warnOnly: true }),
    0,
  );
});
