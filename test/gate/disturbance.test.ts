import assert from "node:assert/strict";
import { test } from "node:test";
import { defaultDisturbanceLimits, discardDisturbed } from "../../src/gate/disturbance.ts";
import type { PairedRound, Round } from "../../src/model/round.ts";

function side(queueShare: number | null, processorPressure: number | null, seconds: number): Round {
  return {
    pipeline: { name: "example", parameters: {} },
    secondsPerExample: { pipeline: seconds },
    calibrationSeconds: 0,
    passCount: 3,
    exampleCount: 8,
    contracts: {},
    load: { queueShare, processorPressure },
    passSeconds: {},
  };
}

function round(queueShare: number | null, headSeconds = 1, pressure: number | null = 0.2): PairedRound {
  return { base: side(0, pressure, 1), head: side(queueShare, pressure, headSeconds), isBaseFirst: true };
}

const calm = Array.from({ length: 9 }, () => round(0));

test("a round in which a side hardly had a core is thrown away, both sides together", () => {
  const { kept, discardedCount } = discardDisturbed([...calm, round(0.8)]);
  assert.equal(kept.length, 9);
  assert.equal(discardedCount, 1);
});

test("it is blind to the difference: the slowest round stays, the fastest one goes", () => {
  const { kept } = discardDisturbed([...calm, round(0, 100), round(0.9, 0.01)]);
  assert.ok(kept.some(({ head }) => head.secondsPerExample["pipeline"] === 100));
  assert.ok(!kept.some(({ head }) => head.secondsPerExample["pipeline"] === 0.01));
});

test("on a machine that is always crowded no round is worse than the others", () => {
  assert.equal(
    discardDisturbed(Array.from({ length: 10 }, () => ({ ...round(0.8), base: side(0.8, 1, 1) })))
      .discardedCount,
    0,
  );
});

test("at most 30 % go", () => {
  const { kept, discardedCount } = discardDisturbed([
    ...calm.slice(0, 3),
    ...Array.from({ length: 7 }, () => round(0.9)),
  ]);
  assert.equal(discardedCount, 3);
  assert.equal(kept.length, 7);
});

test("a limit on pressure is the user's to set", () => {
  const pressed = [...calm, round(0, 1, 0.95)];
  assert.equal(discardDisturbed(pressed).discardedCount, 0);
  assert.equal(
    discardDisturbed(pressed, { ...defaultDisturbanceLimits, maxPressure: 0.9 }).discardedCount,
    1,
  );
});

test("where the system says nothing, nothing is thrown away", () => {
  assert.equal(discardDisturbed([round(null, 1, null), round(null, 9, null)]).discardedCount, 0);
});
