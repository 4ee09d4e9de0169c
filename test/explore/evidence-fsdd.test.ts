import assert from "node:assert/strict";
import { test } from "node:test";
import { summarizeDataset } from "../../src/explore/summarize-dataset.ts";
import type { DatasetStatistics } from "../../src/model/dataset-statistics.ts";
import { measureWavExample, readFsdd } from "../support/fsdd.ts";
import { needsData } from "../support/requirements.ts";

const dataset = readFsddOrNone();
const measurements = dataset.examples.map(measureWavExample);
let known: DatasetStatistics | null = null;

function statistics(): DatasetStatistics {
  known ??= summarizeDataset(dataset, measurements);
  return known;
}

/** Nothing where the data are not here: the tests are skipped then. */
function readFsddOrNone(): ReturnType<typeof readFsdd> {
  const isHere = needsData("fsdd").skip === undefined;
  return isHere ? readFsdd() : { name: "", source: "", layout: "manifest", examples: [], findings: [] };
}

test(
  "exactly the clips of one speaker hold 8 bits in 16, and none of them is said to clip",
  needsData("fsdd"),
  () => {
    const coarse = measurements.filter(({ signal }) => signal?.effectiveBitDepth === 8);
    const ofNicolas = dataset.examples.filter(({ group }) => group === "nicolas");
    assert.deepEqual(
      coarse.map(({ exampleId }) => exampleId),
      ofNicolas.map(({ id }) => id),
    );
    assert.ok(coarse.every(({ signal }) => signal?.clippedShare === 0));
    const [finding, ...others] = statistics().findings.filter(({ code }) => code === "effective-bit-depth");
    assert.deepEqual(others, []);
    assert.deepEqual([finding?.evidence.observed, finding?.evidence.count], ["8 of 16", 80]);
    assert.ok(finding?.evidence.examples?.every((id) => id.includes("nicolas")));
    assert.deepEqual(
      statistics().findings.filter(({ code }) => code === "clipped"),
      [],
    );
  },
);

test(
  "offset and level are named as shortcuts to the speaker, once each, with whose they are",
  needsData("fsdd"),
  () => {
    const shortcuts = statistics().findings.filter(({ code }) => code.startsWith("shortcut-"));
    assert.ok(shortcuts.every(({ code }) => code === "shortcut-group"));
    const ofOffset = shortcuts.filter(({ subject }) => subject === "dcOffset");
    const ofLevel = shortcuts.filter(({ subject }) => subject === "rootMeanSquareDecibels");
    assert.deepEqual([ofOffset.length, ofLevel.length], [1, 1]);
    assert.match(ofOffset[0]?.message ?? "", /clearest for nicolas \(median -0\.007/);
    assert.ok(ofOffset[0]?.evidence.examples?.every((id) => id.includes("nicolas")));
  },
);

test("clips below 400 ms have no loudness, all others have one", needsData("fsdd"), () => {
  const shortCount = measurements.filter(({ clip }) => (clip?.durationSeconds ?? 0) < 0.4).length;
  const { count, missingByReason } = statistics().level.loudnessLufs;
  assert.deepEqual(missingByReason, { "shorter-than-400-ms": shortCount });
  assert.equal(count, dataset.examples.length - shortCount);
});
