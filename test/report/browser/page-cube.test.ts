import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { everything, type PageCell, type PageCube, totalsOf } from "../../../src/report/browser/page-cube.ts";

/** An example as the cube knew it before it was counted. */
interface Row {
  readonly label: number;
  readonly split: number;
  readonly duration: number;
  readonly bin: number | null;
}

const rows = fc.array(
  fc.record({
    label: fc.nat(3),
    split: fc.nat(1),
    duration: fc.integer({ min: -1, max: 4 }),
    bin: fc.option(fc.nat(5)),
  }),
);
const choices = fc.record({
  label: fc.option(fc.nat(3)),
  split: fc.option(fc.nat(1)),
  duration: fc.option(
    fc.tuple(fc.nat(4), fc.nat(4)).map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)]),
  ),
});

/** One cell per row: cells of one place are added up like any others. */
function cubeOf(examples: readonly Row[]): PageCube {
  const cells = examples.map(({ label, split, duration, bin }): PageCell => {
    const counts = bin === null ? [] : [...new Array<number>(bin).fill(0), 1];
    return [label, split, duration, 1, [counts], [-100 * (label + 1), 0], [1, 0]];
  });
  const names = (size: number): string[] => Array.from({ length: size }, (_, index) => `${index}`);
  return {
    exampleCount: examples.length,
    labels: names(4),
    splits: names(2),
    durationCount: 5,
    durationEdges: names(6),
    propertySizes: [6],
    bandCount: 2,
    cells,
  };
}

test("a choice counts the rows that it names", () => {
  fc.assert(
    fc.property(rows, choices, (examples, choice) => {
      const isChosen = (row: Row): boolean =>
        (choice.label ?? row.label) === row.label &&
        (choice.split ?? row.split) === row.split &&
        (choice.duration === null ||
          (row.duration >= choice.duration[0] && row.duration <= choice.duration[1]));
      const chosen = examples.filter(isChosen);
      const totals = totalsOf(cubeOf(examples), choice);
      assert.equal(totals.count, chosen.length);
      for (let bin = 0; bin < 6; bin += 1) {
        assert.equal(totals.counts[0]![bin], chosen.filter((row) => row.bin === bin).length);
      }
      const levels = chosen.map(({ label }) => -10 * (label + 1));
      const mean = levels.reduce((sum, level) => sum + level, 0) / levels.length;
      if (chosen.length === 0) assert.equal(totals.spectrum[0], null);
      else assert.ok(Math.abs(totals.spectrum[0]! - mean) < 1e-9);
      assert.equal(totals.spectrum[1], null);
    }),
  );
});

test("of labels, splits and durations a choice shows what else could be chosen", () => {
  fc.assert(
    fc.property(rows, choices, (examples, choice) => {
      const cube = cubeOf(examples);
      const { byLabel, bySplit, byDuration } = totalsOf(cube, choice);
      const others = [
        ...byLabel.map((count, label) => [count, { ...choice, label }] as const),
        ...bySplit.map((count, split) => [count, { ...choice, split }] as const),
        ...byDuration.map((count, bin) => [count, { ...choice, duration: [bin, bin] as const }] as const),
      ];
      for (const [count, other] of others) assert.equal(count, totalsOf(cube, other).count);
    }),
  );
});

test("everything is everything, also what has no known duration", () => {
  const example = { label: 0, split: 0, duration: -1, bin: 2 };
  assert.equal(totalsOf(cubeOf([example, { ...example, duration: 3 }]), everything).count, 2);
});
