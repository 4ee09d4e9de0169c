import assert from "node:assert/strict";
import { test } from "node:test";
import { withAccepted } from "../../src/gate/accepted-changes.ts";
import { judge } from "../../src/gate/decide.ts";
import { withChecks } from "../../src/gate/with-checks.ts";
import type { AcceptedRegression } from "../../src/model/baseline.ts";
import type { Verdict } from "../../src/model/verdict.ts";
import { seededRandom } from "../../src/stats/random.ts";
import { fiveStages, simulatedRun } from "./simulated-run.ts";

const random = seededRandom(8);
const noise = { standardDeviation: 0.01 };

function verdictOf(factor: number): Verdict {
  const now = { ...fiveStages, augment: factor * fiveStages["augment"]! };
  return judge(simulatedRun(fiveStages, noise, random), simulatedRun(now, noise, random));
}

function entry(metricId: string, upTo: number): AcceptedRegression {
  return { acceptedAt: "2026-01-01T00:00:00.000Z", baseCommit: "0", metricId, upTo, reason: "finer bands" };
}

const both = [entry("stage:augment", 0.55), entry("pipeline", 0.4)];

test("a slow-down that was accepted no longer fails, and the sentence says why", () => {
  const verdict = withAccepted(verdictOf(1.5), both);
  assert.equal(verdict.kind, "passed");
  assert.deepEqual(verdict.blamedStages, []);
  assert.match(verdict.message, /accepted, because: finer bands$/);
});

test("a larger one than was accepted still does", () => {
  const verdict = withAccepted(verdictOf(2.5), both);
  assert.equal(verdict.kind, "regressed");
  assert.deepEqual(verdict.blamedStages, ["augment"]);
});

test("what was accepted over one base after another adds up, over the same base it does not", () => {
  const over = (baseCommit: string, upTo: number): readonly AcceptedRegression[] =>
    ["stage:augment", "pipeline"].map((id) => ({ ...entry(id, upTo), baseCommit }));
  const twice = verdictOf(1.5);
  assert.equal(withAccepted(twice, [...over("0", 0.25), ...over("1", 0.25)]).kind, "passed");
  assert.equal(withAccepted(twice, [...over("0", 0.25), ...over("0", 0.2)]).kind, "regressed");
});

test("accepting one stage accepts no other", () => {
  assert.equal(withAccepted(verdictOf(1.5), [entry("stage:mel", 9)]).kind, "regressed");
});

test("a failed check is no time, and is not accepted", () => {
  const failed = withChecks(verdictOf(1.5), [
    {
      ...{ category: "counter", kind: "failed", subject: "mel", quantity: "outputCount" },
      ...{ baseline: 2, current: 1, tolerance: 0, message: "fewer" },
    } as const,
  ]);
  const verdict = withAccepted(failed, both);
  assert.equal(verdict.kind, "regressed");
  assert.equal(verdict.checks?.length, 1);
});

test("nothing accepted, nothing changed", () => {
  const verdict = verdictOf(1.5);
  assert.equal(withAccepted(verdict, []), verdict);
});
