import assert from "node:assert/strict";
import { test } from "node:test";
import { crossTalk } from "../../src/gate/cross-talk.ts";
import { pairedRule } from "../../src/gate/decision-rule.ts";
import type { PairedRound, Round } from "../../src/model/round.ts";
import { type Random, seededRandom } from "../../src/stats/random.ts";
import { fiveStages } from "./simulated-run.ts";

const rule = pairedRule();

function side(random: Random, factors: Readonly<Record<string, number>>): Round {
  const seconds = Object.entries(fiveStages).map(([stage, mean]): [string, number] => [
    `stage:${stage}`,
    mean * (factors[stage] ?? 1) * Math.exp(0.01 * random.normal()),
  ]);
  return {
    pipeline: { name: "example", parameters: {} },
    secondsPerExample: {
      ...Object.fromEntries(seconds),
      pipeline: seconds.reduce((sum, [, value]) => sum + value, 0),
    },
    calibrationSeconds: 0,
    ...{ passCount: 1, exampleCount: 8, contracts: {}, passSeconds: {} },
    load: { queueShare: null, processorPressure: null },
  };
}

/** Rounds in which the second copy takes so much more of a stage, and the head so much more of another. */
function roundsOf(seed: number, second: number, head: number): readonly PairedRound[] {
  const random = seededRandom(seed);
  return Array.from({ length: 20 }, (_, index) => {
    const isBaseFirst = index % 2 === 0;
    const factors = (isHead: boolean): Readonly<Record<string, number>> => ({
      mel: isHead === isBaseFirst ? second : 1,
      augment: isHead ? head : 1,
    });
    return { base: side(random, factors(false)), head: side(random, factors(true)), isBaseFirst };
  });
}

test("a second copy that is slower is told, whichever revision it is; a slower head is no such thing", () => {
  const [found, ...others] = crossTalk(roundsOf(1, 1.05, 1.2), rule);
  assert.deepEqual(others, []);
  assert.equal(found?.metricId, "stage:mel");
  assert.ok(Math.abs(found.bias.center - 0.05) < 0.015, JSON.stringify(found.bias));
  assert.ok(found.bias.low > 0.02 && found.bias.high < 0.08);
});

test("a faster one has a negative sign, and one of less than half a percent is not told", () => {
  assert.ok(crossTalk(roundsOf(2, 0.95, 1), rule)[0]!.bias.high < 0);
  assert.deepEqual(crossTalk(roundsOf(3, 1.002, 1), rule), []);
});

test("copies that do not disturb each other are told in one of a hundred gates at most", () => {
  const told = Array.from({ length: 300 }, (_, seed) => crossTalk(roundsOf(100 + seed, 1, 1), rule));
  assert.ok(told.filter((one) => one.length > 0).length <= 7);
});

test("few rounds say nothing of it", () => {
  assert.deepEqual(crossTalk(roundsOf(1, 1.5, 1).slice(0, 8), rule), []);
});
