import assert from "node:assert/strict";
import { test } from "node:test";
import { countChecks } from "../../src/gate/count-checks.ts";
import type { Counter, CounterQuantity } from "../../src/model/baseline.ts";

function counter(quantity: CounterQuantity, ...values: readonly number[]): Counter {
  return { stage: "mel", quantity, values };
}

/** Whether the change from one value to another fails. */
function fails(quantity: CounterQuantity, before: number, now: number): boolean {
  const [check] = countChecks([counter(quantity, before)], [counter(quantity, now)]);
  return check?.kind === "failed";
}

test("elements and bytes given out are exact, both ways", () => {
  for (const quantity of ["inputCount", "outputCount", "byteCount"] as const) {
    assert.equal(fails(quantity, 1000, 1000), false);
    assert.equal(fails(quantity, 1000, 1001), true);
    assert.equal(fails(quantity, 1000, 999), true);
  }
});

test("allocation may grow by half a percent, and shrink at will", () => {
  assert.equal(fails("allocatedBytes", 1_000_000, 1_005_000), false);
  assert.equal(fails("allocatedBytes", 1_000_000, 1_005_001), true);
  assert.equal(fails("allocatedBytes", 1_000_000, 5), false);
});

test("the engine's own dozens of bytes do not count", () => {
  assert.equal(fails("allocatedBytes", 100, 300), false);
  assert.equal(fails("allocatedBytes", 100, 700), true);
});

test("the least of the processes counts: code that was compiled late in one of them adds to it", () => {
  const [check] = countChecks(
    [counter("allocatedBytes", 1_000_000, 3_000_000)],
    [counter("allocatedBytes", 4_000_000, 1_000_100)],
  );
  assert.equal(check?.kind, "passed");
  assert.equal(check?.current, 1_000_100);
});

test("where processes of one side differ, twice as much is told and fails nothing, up to a tenth", () => {
  // As seen of an unchanged pipeline: its two processes differed by 0.9 %, and the next ones by 1.2 % from the lesser.
  const kindOf = (before: readonly number[], now: number): string | undefined =>
    countChecks([counter("allocatedBytes", ...before)], [counter("allocatedBytes", now, now)])[0]?.kind;
  assert.equal(kindOf([384_560_740, 381_095_260], 385_485_464), "notice");
  assert.equal(kindOf([384_560_740, 381_095_260], 389_000_000), "failed");
  assert.equal(kindOf([381_095_260, 381_095_260], 385_485_464), "failed");
  assert.equal(kindOf([1_000_000, 3_000_000], 1_090_000), "notice");
  assert.equal(kindOf([1_000_000, 3_000_000], 1_110_000), "failed");
});

test("another Node.js allocates differently: told, not held against the run; elements still are", () => {
  const before = [counter("allocatedBytes", 1000), counter("outputCount", 10)];
  const now = [counter("allocatedBytes", 9000), counter("outputCount", 9)];
  const kinds = countChecks(before, now, { isOtherEngine: true }).map(({ kind }) => kind);
  assert.deepEqual(kinds, ["notice", "failed"]);
});

test("what only one side counted is left out", () => {
  assert.deepEqual(countChecks([counter("gcCount", 1)], []), []);
});

test("allocation of next to nothing beside that of all stages is told, and fails nothing", () => {
  // As seen of an unchanged pipeline on a busy machine: 122 KB of 560 MB.
  const before: readonly Counter[] = [
    { stage: "augment", quantity: "allocatedBytes", values: [375_355_564, 375_494_632] },
    { stage: "mel", quantity: "allocatedBytes", values: [183_946_484, 183_911_724] },
    { stage: "train", quantity: "allocatedBytes", values: [263_868, 275_616] },
  ];
  const after = (stage: string, bytes: number): readonly Counter[] =>
    before.map((one) => (one.stage === stage ? { ...one, values: [bytes] } : one));
  const kindOf = (stage: string, bytes: number) =>
    countChecks(before, after(stage, bytes)).find(({ subject }) => subject === stage)?.kind;
  assert.equal(kindOf("train", 386_236), "notice");
  assert.equal(kindOf("train", 1_000_000), "failed");
  assert.equal(kindOf("mel", 183_911_724 * 1.011), "failed");
});
