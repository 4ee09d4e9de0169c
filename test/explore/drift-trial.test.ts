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

test("a label that gains 5 points among 2,000 examples is found in at least 95 of 100 trials, at the 5 % level", (context) => {
  let found = 0;
  for (let trial = 0; trial < 100; trial++) {
    const column: DriftColumn = {
      ...{ feature: "label", scope: "all", isCategory: true },
      before: labelsOf(2000, 0.1, 2 * trial),
      after: labelsOf(2000, 0.15, 2 * trial + 1),
    };
    const drifts = findDrift([column], { ...diffRule, alpha: 0.05 });
    found += drifts.some(({ outcome }) => outcome === "drifted") ? 1 : 0;
  }
  context.diagnostic(`${found} of 100 found`);
  assert.ok(found >= 95, `${found} of 100`);
});
