import assert from "node:assert/strict";
import { test } from "node:test";
import { diffRule } from "../../src/explore/diff-reports.ts";
import type { DriftColumn } from "../../src/explore/drift-column.ts";
import { driftColumns } from "../../src/explore/drift-columns.ts";
import { defaultDriftRule, findDrift } from "../../src/explore/find-drift.ts";
import { snapshotDataset } from "../../src/explore/snapshot-dataset.ts";
import type { DatasetPart } from "../../src/model/dataset-part.ts";
import { seededRandom } from "../../src/stats/random.ts";
import { measureWavExample, readFsdd } from "../support/fsdd.ts";
import { needsData } from "../support/requirements.ts";

/** Every difference counts that is no chance, at the 5 % level. */
const anyEffect = {
  ...defaultDriftRule,
  alpha: 0.05,
  leastDistance: 0,
  leastShareDistance: 0,
  leastMissingDifference: 0,
};

test(
  "of 200 pairs of random halves of the spoken digits, 5 % +- 2 % drift at the 5 % level",
  needsData("fsdd"),
  (context) => {
    const { examples } = readFsdd();
    const part: DatasetPart = {
      ...{
        schemaVersion: 2,
        tool: { name: "soundings", version: "0" },
        source: "fsdd",
        options: {},
        method: "exact",
        shardCount: 1,
        shards: [1],
      },
      listing: { name: "fsdd", layout: "manifest", examples, findings: [] },
      clips: examples.map((example) => ({ measurement: measureWavExample(example), meyda: null })),
    };
    const whole = snapshotDataset(part, []);
    let [alarms, tests, significant] = [0, 0, 0];
    for (let seed = 0; seed < 200; seed++) {
      const shuffled = seededRandom(seed).shuffle(whole.examples);
      const [before, after] = [shuffled.slice(0, 240), shuffled.slice(240)].map((half) => ({
        ...whole,
        examples: half,
      }));
      const drifts = findDrift(driftColumns(before!, after!, []), anyEffect);
      alarms += drifts.some(({ outcome }) => outcome === "drifted") ? 1 : 0;
      tests += drifts.length;
      significant += drifts.filter(({ pValue }) => pValue <= 0.05).length;
    }
    context.diagnostic(
      `${alarms} of 200 pairs alarmed; ${((100 * significant) / tests).toFixed(2)} % of ${tests} single tests`,
    );
    assert.ok(alarms >= 6 && alarms <= 14, `${alarms} of 200`);
    assert.ok(significant / tests >= 0.03 && significant / tests <= 0.07, String(significant / tests));
  },
);

/** Labels of `count` examples, of which a share is of the first of ten labels and the others are of equal share. */
function labelsOf(count: number, firstShare: number, seed: number): readonly string[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () =>
    random.next() < firstShare ? "0" : String(1 + random.nextInt(9)),
  );
}

/** In how many of 400 trials a column of labels is said to have drifted. The seeds are not those that the rule was chosen on. */
function driftsOf400(alpha: number, shareNow: number): number {
  let found = 0;
  for (let trial = 0; trial < 400; trial++) {
    const column: DriftColumn = {
      ...{ feature: "label", scope: "all", isCategory: true },
      before: labelsOf(2000, 0.1, 7_000_000 + 2 * trial),
      after: labelsOf(2000, shareNow, 7_000_001 + 2 * trial),
    };
    const drifts = findDrift([column], { ...diffRule, alpha });
    found += drifts.some(({ outcome }) => outcome === "drifted") ? 1 : 0;
  }
  return found;
}

test("a label that gains 5 points among 2,000 examples is found in at least 95 of 100 trials by the usual rule", (context) => {
  const found = driftsOf400(diffRule.alpha, 0.15);
  const strictly = driftsOf400(0.01, 0.15);
  const alarms = driftsOf400(diffRule.alpha, 0.1);
  context.diagnostic(
    `of 400: ${found} found at ${diffRule.alpha}, ${strictly} at 0.01; ${alarms} false alarms`,
  );
  assert.equal(diffRule.alpha, 0.05);
  assert.ok(found >= 380, `${found} of 400`);
  // The price of the 1 % level, which is why it is not the usual one.
  assert.ok(strictly >= 340 && strictly < 380, `${strictly} of 400`);
  assert.ok(alarms <= 20, `${alarms} of 400`);
});
