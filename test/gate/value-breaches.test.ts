import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { valueBreaches } from "../../src/gate/value-breaches.ts";
import type { StageContract } from "../../src/model/pipeline-profile.ts";
import { buildContract } from "../../src/profiler/contracts/build-contract.ts";
import { mergeContracts } from "../../src/profiler/contracts/merge-contracts.ts";
import { type Random, seededRandom } from "../../src/stats/random.ts";

const outputCount = 8;
const roundCount = 10;

/** What a stage emits in one round: eight clips, made by `draw`. */
function contractOf(draw: () => Float32Array): StageContract {
  const builder = buildContract();
  for (let output = 0; output < outputCount; output++) builder.add(draw());
  return builder.finish()!;
}

/** The same over the ten rounds of a gate. */
function overRounds(draw: () => Float32Array): StageContract {
  const rounds = Array.from({ length: roundCount }, () => ({ mel: contractOf(draw) }));
  return mergeContracts(rounds)["mel"]!;
}

/** Pixels, each image of another brightness. */
function image(random: Random, change: (value: number) => number = (value) => value): () => Float32Array {
  return () => {
    const brightness = 0.3 + 0.4 * random.next();
    return Float32Array.from({ length: 64 }, () =>
      change(Math.min(1, Math.max(0, brightness + 0.2 * random.normal()))),
    );
  };
}

/** Clips with a gain of up to 12 dB up or down, which some augmentations draw anew for each. */
function augmented(random: Random): () => Float32Array {
  return () => {
    const gain = 10 ** ((24 * random.next() - 12) / 20);
    return Float32Array.from({ length: 64 }, () => 0.1 * gain * random.normal());
  };
}

const quantities = (before: StageContract, now: StageContract): readonly string[] =>
  valueBreaches(before, now).map(({ quantity }) => quantity);

describe("values that are not what they were", () => {
  const random = seededRandom(5);
  const before = contractOf(image(random));
  const changed = (change: (value: number) => number): readonly string[] =>
    quantities(before, contractOf(image(random, change)));

  test("0..255 instead of 0..1, and the other way round", () => {
    assert.deepEqual(
      changed((value) => 255 * value),
      ["range"],
    );
    assert.deepEqual(quantities(contractOf(image(random, (value) => 255 * value)), before), ["range"]);
    assert.match(
      valueBreaches(before, contractOf(image(random, (value) => 255 * value)))[0]!.what,
      /^values were 0\S* to \S+ and are \d\S* to 2\d\d$/,
    );
  });

  test("standardised, or no longer standardised; -1..1 instead of 0..1", () => {
    assert.deepEqual(
      changed((value) => (value - 0.5) / 0.23),
      ["deviation"],
    );
    const wide = overRounds(image(random, (value) => 2 * value - 1));
    assert.deepEqual(quantities(overRounds(image(random)), wide), ["mean"]);
  });

  test("a constant offset, and an output that has died", () => {
    assert.deepEqual(
      changed((value) => value + 1),
      ["mean"],
    );
    assert.deepEqual(
      changed(() => 0.5),
      ["deviation"],
    );
    assert.deepEqual(
      changed(() => 0),
      ["mean"],
    );
  });
});

test("random augmentations of unchanged code are no breach: none in 300 gates, each over ten rounds", () => {
  const random = seededRandom(6);
  for (const draw of [augmented(random), image(random), () => Float32Array.of(random.normal())]) {
    const alarms = Array.from({ length: 100 }, () => quantities(overRounds(draw), overRounds(draw)));
    assert.deepEqual(alarms.flat(), []);
  }
});

test("contracts of several rounds are one over all of their outputs", () => {
  const random = seededRandom(7);
  const clips = Array.from({ length: 20 }, () => image(random)());
  const whole = buildContract();
  for (const clip of clips) whole.add(clip);
  const parts = [clips.slice(0, 8), clips.slice(8)].map((part) => {
    const builder = buildContract();
    for (const clip of part) builder.add(clip);
    return { mel: builder.finish(), idle: null };
  });
  const { mel, idle } = mergeContracts(parts);
  const expected = whole.finish()!;
  assert.equal(idle, null);
  assert.deepEqual({ ...mel, channels: [] }, { ...expected, channels: [] });
  assert.ok(Math.abs(mel!.channels![0]!.mean - expected.channels![0]!.mean) < 1e-9);
  const miss = mel!.channels![0]!.standardDeviation - expected.channels![0]!.standardDeviation;
  assert.ok(Math.abs(miss) < 1e-9);
});
