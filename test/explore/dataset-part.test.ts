import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { emptyPart, itemsOfShard, mergeParts, missingShards } from "../../src/explore/dataset-part.ts";
import { summarizeDataset } from "../../src/explore/summarize-dataset.ts";
import { type DatasetPart, type PartHead, partSchemaVersion } from "../../src/model/dataset-part.ts";
import { SoundingsError } from "../../src/model/errors.ts";
import { datasetOf, measuredExample } from "../support/measured-examples.ts";

const items = Array.from({ length: 30 }, (_, index) =>
  measuredExample(`${String(index).padStart(2, "0")}.wav`, {
    label: "abc"[index % 3]!,
    signal: { rootMeanSquareDecibels: -20 - Math.sin(index), dcOffset: Math.cos(index) / 100 },
  }),
);
const dataset = datasetOf(items);

const headOf = (shardCount: number): PartHead => ({
  schemaVersion: partSchemaVersion,
  tool: { name: "soundings", version: "1.2.3" },
  source: dataset.source,
  options: { features: "none" },
  method: "exact",
  shardCount,
  listing: {
    name: dataset.name,
    layout: dataset.layout,
    examples: dataset.examples.map(({ path: _, ...listed }) => listed),
    findings: [],
  },
});

/** What a run over one shard gives. */
const partOf = (number: number, count: number): DatasetPart => ({
  ...emptyPart(headOf(count)),
  shards: [number],
  clips: itemsOfShard(items, { number, count }).map(({ measurement }) => ({
    measurement: measurement!,
    meyda: null,
  })),
});

const stored = (part: DatasetPart): DatasetPart => JSON.parse(JSON.stringify(part));

/** A number of shards, and some of them: in any order, perhaps twice. */
const draws = fc
  .integer({ min: 1, max: 12 })
  .chain((count) =>
    fc.tuple(
      fc.constant(count),
      fc.array(fc.integer({ min: 1, max: count }), { minLength: 3, maxLength: 3 }),
    ),
  );

test("merging is commutative, associative and idempotent, and the empty part changes nothing", () => {
  fc.assert(
    fc.property(draws, ([count, numbers]) => {
      const [a, b, c] = numbers.map((number) => partOf(number, count)) as [
        DatasetPart,
        DatasetPart,
        DatasetPart,
      ];
      assert.deepEqual(mergeParts(a, b), mergeParts(b, a));
      assert.deepEqual(mergeParts(mergeParts(a, b), c), mergeParts(a, mergeParts(b, c)));
      assert.deepEqual(mergeParts(a, a), a);
      assert.deepEqual(mergeParts(a, emptyPart(a)), a);
      assert.deepEqual(mergeParts(emptyPart(a), a), a);
    }),
  );
});

test("all shards, stored, in any order and some of them twice, are the whole", () => {
  const whole = partOf(1, 1);
  const measured = ({ clips }: DatasetPart) => clips.map(({ measurement }) => measurement);
  const expected = summarizeDataset(dataset, measured(whole));
  const shuffled = fc.integer({ min: 1, max: 40 }).chain((count) => {
    const numbers = Array.from({ length: count }, (_, index) => index + 1);
    return fc.tuple(
      fc.constant(count),
      fc.shuffledSubarray([...numbers, ...numbers], { minLength: 2 * count - 1, maxLength: 2 * count - 1 }),
    );
  });
  fc.assert(
    fc.property(shuffled, ([count, numbers]) => {
      const parts = numbers.map((number) => stored(partOf(number, count)));
      const merged = parts.reduce(mergeParts, emptyPart(headOf(count)));
      assert.deepEqual(missingShards(merged), []);
      assert.deepEqual(merged.clips, stored(whole).clips);
      assert.deepEqual(summarizeDataset(dataset, measured(merged)), expected);
    }),
    { numRuns: 20 },
  );
});

test("shards are a partition", () => {
  fc.assert(
    fc.property(fc.array(fc.nat()), fc.integer({ min: 1, max: 20 }), (values, count) => {
      const shards = Array.from({ length: count }, (_, index) =>
        itemsOfShard(values, { number: index + 1, count }),
      );
      assert.deepEqual(shards.flat().sort(), [...values].sort());
      const sizes = shards.map(({ length }) => length);
      assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 1);
    }),
  );
});

test("the shards that are not there are named", () => {
  assert.deepEqual(missingShards(mergeParts(partOf(2, 4), partOf(3, 4))), [1, 4]);
});

const refused = (b: DatasetPart, reason: RegExp): void => {
  assert.throws(
    () => mergeParts(partOf(1, 2), b),
    (thrown) => {
      assert.ok(thrown instanceof SoundingsError && thrown.code === "usage" && thrown.hint !== "");
      assert.match(thrown.message, reason);
      return true;
    },
  );
};

test("parts of another version, path, cut, option or listing are refused, and so are contradictions", () => {
  const other = partOf(2, 2);
  refused(
    { ...other, tool: { name: "soundings", version: "2.0.0" } },
    /soundings 1\.2\.3 and soundings 2\.0\.0/,
  );
  refused({ ...other, source: "elsewhere" }, /of data\/things and of elsewhere/);
  refused(partOf(2, 3), /into 2 and into 3 shards/);
  refused({ ...other, options: { features: "meyda" } }, /features "none" and "meyda"/);
  refused({ ...other, method: "headers" }, /exact and headers/);
  const [first, ...rest] = other.listing.examples;
  refused({ ...other, listing: { ...other.listing, examples: rest } }, /30 and 29 of them/);
  const renamed = { ...other.listing, examples: [{ ...first!, label: "z" }, ...rest] };
  refused({ ...other, listing: renamed }, /in what is said of 00\.wav/);
  const [clip, ...clips] = partOf(1, 2).clips;
  const louder = { ...clip!, measurement: { ...clip!.measurement, sizeBytes: 1 } };
  refused({ ...partOf(1, 2), clips: [louder, ...clips] }, /00\.wav measures differently/);
});
