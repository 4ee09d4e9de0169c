import assert from "node:assert/strict";
import { test } from "node:test";
import { contractChecks } from "../../src/gate/contract-checks.ts";
import type { StageContract } from "../../src/model/pipeline-profile.ts";

const kept: StageContract = {
  dtype: "float32",
  shape: [40, 101],
  min: -1,
  max: 1,
  nanCount: 0,
  sampledCount: 20,
  infinityCount: 0,
  sampleRatesHertz: [16_000],
};

function breaches(now: Partial<StageContract> | null): readonly string[] {
  return contractChecks({ mel: kept }, { mel: now === null ? null : { ...kept, ...now } })
    .filter(({ kind }) => kind === "failed")
    .map(({ quantity }) => quantity);
}

test("a kept contract is one passed check that says what is kept", () => {
  const [check, ...others] = contractChecks({ mel: kept }, { mel: kept });
  assert.equal(check?.kind, "passed");
  assert.equal(check?.message, 'stage "mel" emits float32 [40, 101] as before');
  assert.deepEqual(others, []);
});

test("each breach is of its own quantity", () => {
  assert.deepEqual(breaches({ dtype: "float64" }), ["dtype"]);
  assert.deepEqual(breaches({ shape: [64, 101] }), ["shape"]);
  assert.deepEqual(breaches({ shape: [40, null] }), ["shape"]);
  assert.deepEqual(breaches({ sampleRatesHertz: [16_000, 44_100] }), ["sampleRatesHertz"]);
  assert.deepEqual(breaches({ nanCount: 3 }), ["nanCount"]);
  assert.deepEqual(breaches({ infinityCount: 1 }), ["infinityCount"]);
  assert.deepEqual(breaches({ min: -32_768, max: 32_767 }), ["range"]);
  assert.deepEqual(breaches(null), ["dtype"]);
});

test("other extremes of the same range, and bad values that were there before, are no breach", () => {
  assert.deepEqual(breaches({ min: -0.7, max: 3 }), []);
  const withNan = { ...kept, nanCount: 2 };
  assert.ok(contractChecks({ mel: withNan }, { mel: withNan }).every(({ kind }) => kind === "passed"));
});

test("stages of one side alone, and stages of which nothing was known, are left to others", () => {
  assert.deepEqual(contractChecks({ old: kept, odd: null }, { new: kept, odd: kept }), []);
});

test("how many outputs were looked at is no breach: fewer of them had fewer sizes and rates", () => {
  const many = { ...kept, sampledCount: 20, shape: [40, null], sampleRatesHertz: [8000, 16_000] };
  const few = { ...kept, sampledCount: 2, shape: [40, 101], sampleRatesHertz: [16_000] };
  const failed = (before: StageContract, now: StageContract): readonly string[] =>
    contractChecks({ mel: before }, { mel: now })
      .filter(({ kind }) => kind === "failed")
      .map(({ quantity }) => quantity);
  assert.deepEqual(failed(many, few), []);
  assert.deepEqual(failed(few, many), []);
  assert.deepEqual(failed(many, { ...few, shape: [64, 101] }), ["shape"]);
  assert.deepEqual(failed(few, { ...many, sampleRatesHertz: [8000] }), ["sampleRatesHertz"]);
  assert.deepEqual(failed(many, { ...few, sampleRatesHertz: [] }), ["sampleRatesHertz"]);
});
