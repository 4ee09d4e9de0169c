import assert from "node:assert/strict";
import { test } from "node:test";
import { inferGroupKey } from "../../src/explore/infer-group-key.ts";
import { joinMeasurements, type MeasuredExample } from "../../src/explore/measured-example.ts";
import { nameTokens } from "../../src/explore/name-tokens.ts";
import { readEsc10 } from "../support/esc10.ts";
import { measureWavExample, readFsdd } from "../support/fsdd.ts";
import { measuredExample } from "../support/measured-examples.ts";
import { needsData } from "../support/requirements.ts";

const withoutGroups = (items: readonly MeasuredExample[]): readonly MeasuredExample[] =>
  items.map((item) => ({ ...item, example: { ...item.example, group: null } }));

test("names fall into folders and parts", () => {
  assert.deepEqual(nameTokens(["x/1_ann-7.wav", "y/2_bob-8.wav"]), [
    { place: "folder 1", values: ["x", "y"] },
    { place: "part 1 of the file name", values: ["1", "2"] },
    { place: "part 2 of the file name", values: ["ann", "bob"] },
    { place: "part 3 of the file name", values: ["7", "8"] },
  ]);
});

test("of `<digit>_<speaker>_<take>.wav` the speaker is proposed, not the take", needsData("fsdd"), () => {
  const dataset = readFsdd();
  const items = withoutGroups(joinMeasurements(dataset, dataset.examples.map(measureWavExample)));
  const key = inferGroupKey(items);
  assert.equal(key?.token, "part 2 of the file name");
  assert.equal(key?.valueCount, 6);
  assert.deepEqual(key?.acrossSplits, ["george", "jackson", "lucas", "nicolas", "theo", "yweweler"]);
});

test("of `<fold>-<recording>-<take>.ogg` the recording is, and none leaks", needsData("esc10"), async () => {
  const { dataset, measurements } = await readEsc10();
  const key = inferGroupKey(withoutGroups(joinMeasurements(dataset, measurements)));
  assert.equal(key?.token, "part 2 of the file name");
  assert.deepEqual(key?.acrossSplits, []);
});

test("what examples have already is not inferred", () => {
  assert.equal(inferGroupKey([measuredExample("1_ann.wav", { group: "ann" })]), null);
});

test("a running number repeats, but its clips are not alike", () => {
  const items = Array.from({ length: 100 }, (_, index) =>
    measuredExample(`${index % 10}_${Math.floor(index / 10)}.wav`, {
      label: null,
      signal: { rootMeanSquareDecibels: -20 - ((index * 7919) % 101) / 10 },
    }),
  );
  assert.equal(inferGroupKey(items), null);
});
