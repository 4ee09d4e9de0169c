import assert from "node:assert/strict";
import { test } from "node:test";
import { anchored } from "../../src/gate/anchored.ts";
import { pairedRule } from "../../src/gate/decision-rule.ts";
import { judgePairs } from "../../src/gate/judge-pairs.ts";
import { planLooks } from "../../src/gate/sequential-plan.ts";
import type { PairedRound, Round } from "../../src/model/round.ts";
import type { GateReport, Verdict } from "../../src/model/verdict.ts";
import { gateJunit } from "../../src/report/gate-junit.ts";
import { gateMarkdown } from "../../src/report/gate-markdown.ts";
import { gateSarif } from "../../src/report/gate-sarif.ts";
import { seededRandom } from "../../src/stats/random.ts";
import { junitComplaints, sarifComplaints } from "../support/format-grammars.ts";
import { sampleGateReport } from "../support/sample-gate-report.ts";
import { fiveStages } from "./simulated-run.ts";

const random = seededRandom(11);
const rule = { ...pairedRule(), alpha: 0.005 };
const since = { createdAt: "2026-01-01T00:00:00.000Z", commit: "abc" };

function side(augmentFactor: number): Round {
  const seconds = Object.entries(fiveStages).map(([stage, mean]): [string, number] => [
    `stage:${stage}`,
    mean * (stage === "augment" ? augmentFactor : 1) * Math.exp(0.02 * random.normal()),
  ]);
  const whole = seconds.reduce((sum, [, value]) => sum + value, 0);
  return {
    pipeline: { name: "example", parameters: {} },
    secondsPerExample: { ...Object.fromEntries(seconds), pipeline: whole },
    calibrationSeconds: 0,
    ...{ passCount: 1, exampleCount: 8, contracts: {}, passSeconds: {} },
    load: { queueShare: 0.1, processorPressure: 0.2 },
  };
}

/** All 48 rounds of code whose "augment" is slower by these factors over some base. */
function verdictOf(base: number, head: number): Verdict {
  const rounds = Array.from({ length: 48 }, (_, index): PairedRound => {
    return { base: side(base), head: side(head), isBaseFirst: index % 2 === 0 };
  });
  return judgePairs(rounds, { rule, looks: { taken: planLooks(10, 48), planned: 48 } });
}

test("ten times 2 % against another revision: no step fails, and against the anchor the sum does from the third to fifth on", () => {
  const kinds = Array.from({ length: 10 }, (_, step) => {
    const last = verdictOf(1.02 ** step, 1.02 ** (step + 1));
    const older = verdictOf(1, 1.02 ** (step + 1));
    assert.notEqual(last.kind, "regressed");
    return anchored(last, older, since);
  });
  const first = kinds.findIndex(({ kind }) => kind === "regressed") + 1;
  assert.ok(first >= 2 && first <= 5, `${first}`);
  for (const verdict of kinds.slice(first - 1)) {
    assert.equal(verdict.kind, "regressed");
    assert.deepEqual(verdict.blamedStages, ["augment"]);
    assert.match(verdict.message, /^small steps have added up since 2026-01-01: stage "augment" is/);
  }
});

test("what is slower than the last state is told as that, and unchanged code passes both", () => {
  const sudden = anchored(verdictOf(1, 1.3), verdictOf(1, 1.3), since);
  assert.match(sudden.message, /^stage "augment" is/);
  const same = anchored(verdictOf(1, 1), verdictOf(1, 1), since);
  assert.equal(same.kind, "passed");
  assert.equal(same.anchor?.kind, "passed");
});

test("every format has a failure to show for it", () => {
  const verdict = anchored(verdictOf(1.2, 1.2), verdictOf(1, 1.2), since);
  const report: GateReport = { ...sampleGateReport(), ...verdict };
  const junit = gateJunit(report);
  assert.deepEqual(junitComplaints(junit), []);
  assert.match(
    junit,
    /name="augment: secondsPerExampleSinceAnchor"[\s\S]*?<failure type="PerformanceRegression"/,
  );
  const sarif = gateSarif(report);
  assert.deepEqual(sarifComplaints(sarif), []);
  assert.match(sarif, /"ruleId": ?"speed\/secondsPerExampleSinceAnchor"/);
  assert.match(gateMarkdown(report), /Anchor: slower than on 2026-01-01 .*: augment \\?\+\d/);
});
