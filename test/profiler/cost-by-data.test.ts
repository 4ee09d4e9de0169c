import assert from "node:assert/strict";
import { test } from "node:test";
import { costByData } from "../../src/profiler/cost-by-data.ts";
import type { ExampleAttributes, ExampleTimes } from "../../src/profiler/run-record.ts";
import { seededRandom } from "../../src/stats/random.ts";

/** A thousand examples, each with its attributes and its seconds. */
function timesOf(
  example: (index: number, random: () => number) => readonly [ExampleAttributes, number],
  count = 1000,
): ExampleTimes {
  const random = seededRandom(7);
  const rows = Array.from({ length: count }, (_, index) => example(index, random.next));
  return {
    indices: rows.map((_, index) => index),
    attributes: rows.map(([attributes]) => attributes),
    serviceSeconds: rows.map(([, seconds]) => seconds),
  };
}

test("a format that is rare and dear is named by both of its attributes, with an interval that holds the truth", () => {
  // 1 in 4 clips is stereo, 1 in 4 is of 48 kHz, 1 in 16 is both, and only those take ten times as long.
  const costs = costByData(
    timesOf((index, random) => {
      const [channelCount, sampleRateHertz] = [
        index % 4 === 0 ? 2 : 1,
        (index >> 2) % 4 === 0 ? 48_000 : 16_000,
      ];
      const seconds =
        (channelCount === 2 && sampleRateHertz === 48_000 ? 0.01 : 0.001) * (0.8 + 0.4 * random());
      return [{ id: `clip-${index}`, channelCount, sampleRateHertz, codec: "flac" }, seconds];
    }),
  );
  const [group] = costs?.groups ?? [];
  assert.deepEqual(group?.attributes, { channelCount: 2, sampleRateHertz: 48_000 });
  assert.ok(Math.abs((group?.exampleShare ?? 0) - 1 / 16) < 0.005);
  const truth = 10 / (10 + 15);
  assert.ok((group?.timeShare.low ?? 1) < truth && truth < (group?.timeShare.high ?? 0));
  assert.ok((group?.timeShare.high ?? 1) - (group?.timeShare.low ?? 0) < 0.15);
  assert.match(costs?.slowest[0]?.id ?? "", /^clip-/);
  assert.equal(costs?.slowest[0]?.attributes["channelCount"], 2);
});

test("time that grows with duration is a trend, with the seconds that a second takes", () => {
  const costs = costByData(
    timesOf((index, random) => {
      const durationSeconds = 1 + 9 * random();
      return [{ id: String(index), durationSeconds }, 0.003 * durationSeconds * (0.9 + 0.2 * random())];
    }),
  );
  const [trend] = costs?.trends ?? [];
  assert.equal(trend?.attribute, "durationSeconds");
  assert.ok((trend?.rankCorrelation ?? 0) > 0.95);
  assert.ok((trend?.secondsPerUnit.low ?? 1) < 0.003 && 0.003 < (trend?.secondsPerUnit.high ?? 0));
});

test("where time has nothing to do with the data, nothing is named", () => {
  const names: string[] = [];
  for (let factor = 1; factor <= 20; factor++) {
    const costs = costByData(
      timesOf((index, random) => [
        {
          id: String(index),
          label: `label ${index % 10}`,
          codec: random() < 0.5 ? "mp3" : "flac",
          durationSeconds: random() * factor,
        },
        0.001 * (0.5 + random()),
      ]),
    );
    names.push(...(costs?.groups ?? []).map(({ attributes }) => JSON.stringify(attributes)));
    assert.deepEqual(costs?.trends, []);
  }
  assert.deepEqual(names, []);
});

test("groups with the same members are one, with the attributes of all; too few examples say nothing", () => {
  const row = (index: number): readonly [ExampleAttributes, number] => [
    { label: index % 10 === 0 ? "siren" : "dog", codec: index % 10 === 0 ? "mp3" : "flac" },
    index % 10 === 0 ? 0.02 : 0.001,
  ];
  assert.deepEqual(
    costByData(timesOf(row))?.groups.map(({ attributes }) => attributes),
    [{ codec: "mp3", label: "siren" }],
  );
  assert.equal(costByData(timesOf(row, 19)), null);
});

test("the first calls run cold code and are left out", () => {
  const costs = costByData(timesOf((index) => [{ id: String(index) }, index < 5 ? 1 : 0.001], 200));
  assert.equal(costs?.slowest[0]?.serviceSeconds, 0.001);
});
