import assert from "node:assert/strict";
import { test } from "node:test";
import { pairedRule } from "../../src/gate/decision-rule.ts";
import { detectionRate, falseAlarmRate, gatedStageIds } from "../../src/gate/replay-rates.ts";
import { fromRecorded, type Recording, toRecorded } from "../../src/model/recording.ts";
import type { PairedRound, Round } from "../../src/model/round.ts";
import { seededRandom } from "../../src/stats/random.ts";
import { fiveStages, machine } from "./simulated-run.ts";

const random = seededRandom(3);

function side(standardDeviation: number): Round {
  const seconds = Object.entries(fiveStages).map(
    ([stage, mean]) => [`stage:${stage}`, mean * Math.exp(standardDeviation * random.normal())] as const,
  );
  const whole = seconds.reduce((sum, [, value]) => sum + value, 0);
  return {
    pipeline: { name: "example", parameters: {} },
    secondsPerExample: { ...Object.fromEntries(seconds), pipeline: whole },
    calibrationSeconds: 0,
    passCount: 1,
    exampleCount: 8,
    contracts: {},
    load: { queueShare: 0.1, processorPressure: 0.2 },
    passSeconds: {},
  };
}

const rounds: readonly PairedRound[] = Array.from({ length: 200 }, (_, index) => ({
  base: side(0.02),
  head: side(0.02),
  isBaseFirst: index % 2 === 0,
}));
const rule = pairedRule();
const effort = { windowCount: 300, seed: 1 };

test("gates replayed over unchanged rounds raise no alarm and pass", () => {
  const rate = falseAlarmRate(rounds, rule, effort);
  assert.equal(rate.alarmCount, 0);
  assert.ok(rate.passCount >= 295);
  // Gates of 10 to 15 rounds, end to end, as long as a whole window of 69 is left of the 200.
  assert.ok(rate.separate.trialCount >= 9 && rate.separate.trialCount <= 14, `${rate.separate.trialCount}`);
  assert.equal(rate.separate.hitCount, 0);
  assert.ok(rate.separate.high > 0.2 && rate.separate.low === 0);
});

test("a slow-down added to one stage is found and that stage alone is blamed", () => {
  const { detected, aloneBlamed, separate } = detectionRate(
    rounds,
    { metricId: "stage:augment", change: 0.1 },
    { ...effort, rule },
  );
  assert.ok(detected > 0.97 && aloneBlamed > 0.97);
  assert.equal(separate.hitCount, separate.trialCount);
});

test("one within the margin is not", () => {
  const { detected } = detectionRate(
    rounds,
    { metricId: "stage:augment", change: 0.02 },
    { ...effort, rule },
  );
  assert.ok(detected <= 0.01);
});

test("stages that are too short to be told apart are not tried, the others by their size", () => {
  assert.deepEqual(gatedStageIds(rounds, rule), ["stage:augment", "stage:mel", "stage:decode", "stage:read"]);
});

test("a recording keeps what a gate looks at, to the nanosecond", () => {
  const metricIds = Object.keys(rounds[0]!.base.secondsPerExample);
  const recording: Recording = {
    schemaVersion: 1,
    recordedAt: "2026-01-01T00:00:00.000Z",
    condition: "as found",
    pipeline: { name: "example", parameters: {} },
    environment: machine,
    isInterleaved: true,
    metricIds,
    rounds: rounds.map((round) => toRecorded(round, metricIds)),
  };
  const again = fromRecorded(recording.rounds[7]!, recording);
  for (const id of metricIds) {
    const miss = again.head.secondsPerExample[id]! - rounds[7]!.head.secondsPerExample[id]!;
    assert.ok(Math.abs(miss) <= 0.5e-9);
  }
  assert.equal(again.isBaseFirst, rounds[7]!.isBaseFirst);
  assert.equal(again.base.load.queueShare, 0.1);
});
