import assert from "node:assert/strict";
import { test } from "node:test";
import { pairedRule } from "../../src/gate/decision-rule.ts";
import { intervalLevel } from "../../src/gate/judge-pairs.ts";
import { reach } from "../../src/gate/log-ratio.ts";
import { seededRandom } from "../../src/stats/random.ts";
import { type PairedTrial, type PairedTruth, simulatedGate, simulatedSeries } from "./simulated-pairs.ts";

/*
 * The paired gate against itself: seeded draws of four stages, looked at after 10, 15, 22, 32 and 48 rounds. Where a bound is not the
 * promise itself, it leaves four standard errors about what other draws gave.
 */

const rule = pairedRule();

function trials(truth: PairedTruth, drawCount: number, seed = 1): readonly PairedTrial[] {
  const random = seededRandom(seed);
  return Array.from({ length: drawCount }, () => simulatedGate(simulatedSeries(truth, random), rule));
}

function share(all: readonly PairedTrial[], isCounted: (trial: PairedTrial) => boolean): number {
  return all.filter(isCounted).length / all.length;
}

const unchanged = [0, 0, 0, 0];
const oneSlower = (change: number): readonly number[] => [change, 0, 0, 0];
const isAlone = ({ outcomes }: PairedTrial): boolean =>
  outcomes.filter(({ slowerAt }) => slowerAt !== null).length === 1 && outcomes[0]!.slowerAt !== null;

for (const standardDeviation of [0.01, 0.02, 0.04, 0.08]) {
  test(`unchanged code, SD ${standardDeviation}: no alarm in 1,000 draws, and nearly all pass`, () => {
    const all = trials({ changes: unchanged, standardDeviation }, 1000);
    assert.equal(
      share(all, ({ isFailed }) => isFailed),
      0,
    );
    assert.ok(share(all, ({ isPassed }) => isPassed) >= 0.98);
  });

  test(`every stage slower by exactly the margin, SD ${standardDeviation}: alarms within 1 %`, () => {
    const all = trials({ changes: [0.03, 0.03, 0.03, 0.03], standardDeviation }, 2000);
    // The promise is 1 %; 2,000 draws see it as 0.0189 at most, by four standard errors.
    assert.ok(share(all, ({ isFailed }) => isFailed) <= 0.01 + 4 * Math.sqrt(0.01 / 2000));
  });

  test(`every stage slower by exactly the tolerance, SD ${standardDeviation}: passes within 5 %`, () => {
    const all = trials({ changes: [0.1, 0.1, 0.1, 0.1], standardDeviation }, 1000);
    assert.ok(share(all, ({ isPassed }) => isPassed) <= 0.05);
  });

  test(`one stage slower by exactly the tolerance, SD ${standardDeviation}: passes within 5 %`, () => {
    const all = trials({ changes: oneSlower(0.1), standardDeviation }, 1000);
    assert.ok(share(all, ({ isPassed }) => isPassed) <= 0.05 + 4 * Math.sqrt(0.05 / 1000));
  });

  test(`intervals hold the truth 95 % of the time, within a point, SD ${standardDeviation}`, () => {
    for (const changes of [unchanged, oneSlower(0.05), oneSlower(0.1), oneSlower(0.2)]) {
      const all = trials({ changes, standardDeviation }, 1500);
      const held = all.flatMap(({ outcomes }) =>
        outcomes.map(({ ratio }, stage) => {
          const miss = Math.abs(ratio.difference - Math.log1p(changes[stage]!));
          return miss <= reach((1 - intervalLevel) / 2, ratio);
        }),
      );
      const cover = held.filter(Boolean).length / held.length;
      assert.ok(Math.abs(cover - 0.95) <= 0.01, `${changes[0]}: ${cover}`);
    }
  });
}

// What 3,000 other draws gave: +10 % at SD 2 %: 0.9997, 4 %: 0.998, 8 %: 0.944; +20 % always.
for (const [change, standardDeviation, least] of [
  [0.1, 0.02, 0.99],
  [0.1, 0.04, 0.98],
  [0.1, 0.08, 0.91],
  [0.2, 0.04, 0.999],
  [0.2, 0.08, 0.99],
] as const) {
  test(`one stage ${1 + change} times as slow, SD ${standardDeviation}: found, and alone blamed`, () => {
    const all = trials({ changes: oneSlower(change), standardDeviation }, 600);
    assert.ok(share(all, isAlone) >= least, `${share(all, isAlone)}`);
  });
}
