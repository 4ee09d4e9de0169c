import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { assignSplits } from "../../src/explore/assign-splits.ts";
import { chooseSubset } from "../../src/explore/choose-subset.ts";
import { countLeaks, strataOf, worstDeviation } from "../../src/explore/describe-selection.ts";
import type { MeasuredExample } from "../../src/explore/measured-example.ts";
import { divide, settledRule } from "../../src/explore/selection-units.ts";
import type { SelectionRule } from "../../src/model/selection.ts";
import { seededHash } from "../../src/stats/seeded-hash.ts";
import { measuredExample } from "../support/measured-examples.ts";

const rule: SelectionRule = { group: null, stratify: ["label"], keepsDuplicates: true, seed: 5 };
const splits = [
  { name: "train", share: 0.7 },
  { name: "validation", share: 0.15 },
  { name: "test", share: 0.15 },
];

/** Examples with drawn labels, splits, groups of one or several labels, and copies. */
const datasets = fc
  .record({
    count: fc.integer({ min: 1, max: 160 }),
    labelCount: fc.integer({ min: 1, max: 6 }),
    groupCount: fc.integer({ min: 1, max: 40 }),
    copyEvery: fc.integer({ min: 3, max: 30 }),
    seed: fc.integer({ min: 0, max: 1e6 }),
  })
  .map(({ count, labelCount, groupCount, copyEvery, seed }) => {
    const draw = (name: string, most: number): number => Math.floor(most * seededHash(name, seed));
    const items = Array.from({ length: count }, (_, index) =>
      measuredExample(`clip-${index}.wav`, {
        label: `label ${draw(`l${index}`, labelCount)}`,
        split: index % 5 === 0 ? "test" : "train",
        group: `group ${draw(`g${index}`, groupCount)}`,
      }),
    );
    const copies = items.flatMap((_, index) =>
      index > 0 && index % copyEvery === 0 ? [[`clip-${index - 1}.wav`, `clip-${index}.wav`]] : [],
    );
    return { items, copies };
  });

function single(items: readonly MeasuredExample[]) {
  return divide(items, { ...rule, keepsDuplicates: false, stratify: ["label", "split"] }, []);
}

test("a subset of single examples is within one of proportion in every stratum, at any share", () => {
  fc.assert(
    fc.property(datasets, fc.double({ min: 0.001, max: 1, noNaN: true }), ({ items }, fraction) => {
      const divided = single(items);
      const ids = new Set(chooseSubset(divided, { fraction, seed: 5 }));
      assert.ok(worstDeviation(strataOf(divided, (id) => ids.has(id), fraction)) <= 1 + 1e-9);
    }),
  );
});

for (const group of [null, "group"]) {
  test(`a smaller subset lies within a larger one, groups (${group}) and copies are whole, order does not matter`, () => {
    const shares = fc.tuple(
      fc.double({ min: 0.001, max: 1, noNaN: true }),
      fc.double({ min: 0.001, max: 1, noNaN: true }),
    );
    fc.assert(
      fc.property(datasets, shares, ({ items, copies }, [x, y]) => {
        const own = { ...rule, group };
        const take = (fraction: number, from = items): readonly string[] =>
          chooseSubset(divide(from, own, copies), { fraction, seed: 5 });
        const [small, large] = [take(Math.min(x, y)), take(Math.max(x, y))];
        assert.deepEqual(
          small.filter((id) => !large.includes(id)),
          [],
        );
        assert.deepEqual(take(x), take(x, [...items].reverse()));
        const leaks = countLeaks(items, own, {
          partOf: (id) => String(small.includes(id)),
          copies,
          hasListened: true,
        });
        assert.deepEqual(leaks, { groupCount: 0, duplicateCount: 0 });
      }),
      { numRuns: 60 },
    );
  });

  test(`splits have no leak of groups (${group}) or copies, and hold every example once`, () => {
    fc.assert(
      fc.property(datasets, ({ items, copies }) => {
        const own = { ...rule, group };
        const assigned = assignSplits(divide(items, own, copies), splits, 5);
        assert.deepEqual([...assigned.keys()].sort(), items.map(({ example }) => example.id).sort());
        const leaks = countLeaks(items, own, {
          partOf: (id) => assigned.get(id)!,
          copies,
          hasListened: true,
        });
        assert.deepEqual(leaks, { groupCount: 0, duplicateCount: 0 });
        const again = assignSplits(divide([...items].reverse(), own, copies), splits, 5);
        assert.deepEqual([...again], [...assigned]);
      }),
      { numRuns: 60 },
    );
  });
}

test("splits of single examples are within one of the shares in every stratum", () => {
  fc.assert(
    fc.property(datasets, ({ items }) => {
      const divided = single(items);
      const assigned = assignSplits(divided, splits, 5);
      for (const { name, share } of splits) {
        assert.ok(worstDeviation(strataOf(divided, (id) => assigned.get(id) === name, share)) <= 1 + 1e-9);
      }
    }),
  );
});

test("a leak that is there is counted", () => {
  const items = ["a", "b", "c"].map((id) => measuredExample(id, { group: id === "c" ? "two" : "one" }));
  const copies = [["b", "c"]];
  const leaks = countLeaks(
    items,
    { ...rule, group: "group" },
    { partOf: (id) => id, copies, hasListened: true },
  );
  assert.deepEqual(leaks, { groupCount: 1, duplicateCount: 1 });
});

test("another seed draws other examples; a share of 5 % of 2,000 is 100", () => {
  const items = Array.from({ length: 2000 }, (_, index) =>
    measuredExample(`${index}`, { label: `${index % 7}`, split: `${index % 3}` }),
  );
  const take = (seed: number): readonly string[] => chooseSubset(single(items), { fraction: 0.05, seed });
  assert.notDeepEqual(take(1), take(2));
  for (const seed of [1, 2, 3, 4, 5])
    assert.ok(Math.abs(take(seed).length - 100) <= 3, String(take(seed).length));
});

test("a column that is the group goes by its name too; a field that nobody has is the caller's mistake", () => {
  const items = [
    measuredExample("a", { group: "anna", label: null }),
    measuredExample("b", { group: "bo", label: null }),
  ];
  const settled = settledRule(items, { ...rule, group: "speaker" }, { group: "speaker" });
  assert.deepEqual(settled, { ...rule, group: "group", stratify: [] });
  assert.throws(() => divide(items, { ...rule, stratify: ["mood"] }, []), { code: "usage", hint: /group/ });
});
