import assert from "node:assert/strict";
import { test } from "node:test";
import { groupKeyFindings } from "../../../src/explore/findings/group-key.ts";
import type { GroupKey } from "../../../src/model/dataset-statistics.ts";

const key: GroupKey = {
  token: "part 2 of the file name",
  valueCount: 6,
  count: 480,
  labelShare: 0,
  cohesion: 0.5,
  pValue: 0.002,
  acrossSplits: ["ann", "bob"],
};

test("what looks like a group and lies in two splits is proposed, not asserted", () => {
  const [finding] = groupKeyFindings(key);
  assert.equal(finding?.code, "inferred-group-across-splits");
  assert.match(finding?.message ?? "", /^If part 2 of the file name names a group .* 2 of 6 groups/);
  assert.deepEqual(finding?.evidence.examples, ["ann", "bob"]);
});

test("without a group, or with groups that keep to their split, nothing is said", () => {
  assert.deepEqual(groupKeyFindings(null), []);
  assert.deepEqual(groupKeyFindings({ ...key, acrossSplits: [] }), []);
});
