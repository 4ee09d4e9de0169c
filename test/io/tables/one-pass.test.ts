import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { openEngine } from "../../../src/io/tables/engine.ts";
import { exactSums } from "../../../src/io/tables/exact-sums.ts";
import { summarizeNumbers } from "../../../src/stats/distribution.ts";
import { seededRandom } from "../../../src/stats/random.ts";
import { assertClose } from "../../support/assert-close.ts";
import { viewFile } from "../../support/open-text-table.ts";

const rowCount = 400_000;

/** A table too large to be looked at as a whole, with every kind of column. */
function largeTable(folder: string): { path: string; numbers: readonly number[]; texts: readonly string[] } {
  const random = seededRandom(7);
  const numbers = Array.from({ length: rowCount }, () => Math.exp(3 * random.next()) - 5 + random.next());
  const texts = Array.from({ length: rowCount }, () => `user ${Math.floor(60_000 * random.next() ** 2)}`);
  const lines = numbers.map(
    (number, row) => `${row},${number},${row % 50 === 0 ? "" : texts[row]},g${row % 7},${row % 3 === 0}`,
  );
  const path = join(folder, "large.csv");
  writeFileSync(path, `id,number,user,kind,flag\n${lines.join("\n")}\n`);
  return { path, numbers, texts: texts.filter((_, row) => row % 50 !== 0) };
}

test("a large table: exact where it says so, within its bounds where not, and the same for any number of threads", async (context) => {
  const folder = mkdtempSync(join(tmpdir(), "soundings-"));
  context.after(() => rmSync(folder, { recursive: true }));
  const { path, numbers, texts } = largeTable(folder);
  const view = await viewFile(path, 1);
  assert.equal(view.look.isWhole, false);
  const [id, number, user, kind, flag] = view.columns.map(({ statistics }) => statistics);
  const expected = summarizeNumbers(numbers);
  assert.equal(view.rowCount, rowCount);
  assert.equal(number!.min, expected.min);
  assert.equal(number!.max, expected.max);
  assertClose(number!.mean, expected.mean, { relative: 1e-13 });
  assertClose(number!.standardDeviation, expected.standardDeviation, { relative: 1e-12 });
  for (const [probability, value] of Object.entries(expected.quantiles!)) {
    const [low, high] = number!.quantileBounds![probability]!;
    assert.ok(low <= value && value <= high, `${probability}: ${value} is not within ${low} to ${high}`);
    assert.ok(high - low < 0.2, `${probability}: ${low} to ${high} is wide`);
  }
  const { edges, counts, belowCount = 0, aboveCount = 0 } = number!.histogram!;
  const within = numbers.filter((value) => value >= edges[9]! && value < edges[10]!).length;
  assert.equal(counts[9], within);
  assert.equal(counts.reduce((sum, count) => sum + count, 0) + belowCount + aboveCount, rowCount);
  assert.deepEqual([id!.distinctCount >= 0.97 * rowCount, id!.distinct.high <= rowCount], [true, true]);
  const distinct = new Set(texts).size;
  assert.ok(
    user!.distinct.low <= distinct && distinct <= user!.distinct.high,
    `${distinct} is not within ${JSON.stringify(user!.distinct)}`,
  );
  assert.equal(user!.nullCount, rowCount / 50);
  for (const { value, count } of user!.topValues)
    assert.equal(count, texts.filter((text) => text === value).length);
  assert.deepEqual(kind!.topValues[0], { value: "g0", count: Math.ceil(rowCount / 7) });
  assert.deepEqual(flag!.topValues, [
    { value: "false", count: rowCount - Math.ceil(rowCount / 3) },
    { value: "true", count: Math.ceil(rowCount / 3) },
  ]);
  for (const threadCount of [2, 3])
    assert.deepEqual(
      (await viewFile(path, threadCount)).columns.map(({ statistics }) => statistics),
      view.columns.map(({ statistics }) => statistics),
    );
});

test("a value that the look did not show makes a second pass, not a wrong answer", async (context) => {
  const folder = mkdtempSync(join(tmpdir(), "soundings-"));
  context.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "surprise.csv");
  const lines = Array.from({ length: 1_200_000 }, (_, row) => `${row / 7}`);
  // Between the pieces that are looked at.
  lines[100] = "1e12";
  writeFileSync(path, `number\n${lines.join("\n")}\n`);
  const numeric = (await viewFile(path, 2)).columns[0]!.statistics;
  assert.equal(numeric.max, 1e12);
  const sum = lines.reduce((total, line) => total + Number(line), 0);
  assertClose(numeric.mean, sum / lines.length, { relative: 1e-13 });
  lines[100] = "seven";
  writeFileSync(path, `number\n${lines.join("\n")}\n`);
  const view = await viewFile(path, 2);
  assert.equal(view.rowCount, lines.length);
  assert.equal(view.columns[0]!.plan.type, "text");
  assert.match(view.columns[0]!.plan.reason, /but not all values do/);
});

test("large texts with long lines, and with lines that end in returns alone, are looked at as well", async (context) => {
  const folder = mkdtempSync(join(tmpdir(), "soundings-"));
  context.after(() => rmSync(folder, { recursive: true }));
  const names = Array.from({ length: 1500 }, (_, column) => `c${column}`);
  const wide = Array.from({ length: 500 }, (_, row) =>
    names.map((_, column) => (row * 7919 + column) / 7).join(","),
  );
  writeFileSync(join(folder, "wide.csv"), `${names.join(",")}\n${wide.join("\n")}\n`);
  const view = await viewFile(join(folder, "wide.csv"), 2);
  assert.equal(view.look.isWhole, false);
  assert.equal(view.columns.length, 1500);
  assert.equal(view.rowCount, 500);
  assert.equal(view.columns[3]!.statistics.max, (499 * 7919 + 3) / 7);
  const lines = Array.from({ length: 1_200_000 }, (_, row) => `${row},x`);
  writeFileSync(join(folder, "returns.csv"), `a,b\r${lines.join("\r")}\r`);
  assert.equal((await viewFile(join(folder, "returns.csv"), 2)).rowCount, lines.length);
});

test("sums have the same bits in any order and in any parts", async () => {
  const engine = await openEngine(1);
  const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  const { scaled, select, read } = exactSums("v", 1e6);
  const sumsOf = async (values: readonly number[]) => {
    const rows = values.map((value) => `(${value.toExponential()}::DOUBLE)`).join(",");
    const [parts = []] = await engine.query(
      `SELECT ${select("s").join(", ")} FROM (SELECT ${scaled} AS s FROM (VALUES ${rows}) t(v))`,
    );
    return read(parts.map(Number));
  };
  const whole = ([upper, lower]: readonly [number, number]): number => upper + lower;
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(number, { minLength: 2, maxLength: 60 }), fc.nat(), async (values, cut) => {
        const { sum, squareSum } = await sumsOf(values);
        for (const other of [values.toReversed(), values.toSorted((a, b) => a - b)]) {
          const again = await sumsOf(other);
          assert.deepEqual([again.sum, again.squareSum], [sum, squareSum]);
        }
        const at = 1 + (cut % (values.length - 1));
        const [first, second] = [await sumsOf(values.slice(0, at)), await sumsOf(values.slice(at))];
        assert.equal(first.sum[0] + second.sum[0] + (first.sum[1] + second.sum[1]), whole(sum));
        const exact = values.reduce((total, value) => total + value, 0);
        const squares = values.reduce((total, value) => total + value ** 2, 0);
        assertClose(whole(sum), exact, { absolute: 1e-8 });
        assertClose(whole(squareSum), squares, { absolute: 1e-4, relative: 1e-13 });
      }),
      { numRuns: 60 },
    );
  } finally {
    engine.close();
  }
});

test("a large table with infinite numbers that the look did not show counts all others", async (context) => {
  const folder = mkdtempSync(join(tmpdir(), "soundings-"));
  context.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "infinite.csv");
  const lines = Array.from({ length: 1_200_000 }, (_, row) => `${row / 7}`);
  // Between the pieces that are looked at.
  lines[100] = "-inf";
  writeFileSync(path, `number\n${lines.join("\n")}\n`);
  const numeric = (await viewFile(path, 2)).columns[0]!.statistics;
  assert.deepEqual([numeric.notFiniteCount, numeric.min, numeric.max], [1, 0, 1_199_999 / 7]);
  const sum = lines.reduce((total, line) => total + (line === "-inf" ? 0 : Number(line)), 0);
  assertClose(numeric.mean, sum / (lines.length - 1), { relative: 1e-13 });
});
