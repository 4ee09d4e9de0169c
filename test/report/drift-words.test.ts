import assert from "node:assert/strict";
import { test } from "node:test";
import type { Drift } from "../../src/model/drift.ts";
import { centerWords, featureName } from "../../src/report/drift-words.ts";

const drift: Pick<Drift, "kind"> = { kind: "number" };
const written = (feature: string, value: number | null, more: Partial<Drift> = {}): string =>
  centerWords({ ...drift, feature, ...more } as Drift, value);

test("what was compared is called as people call it", () => {
  const names = [
    "durationSeconds",
    "rootMeanSquareDecibels",
    "dcOffset",
    "rolloff85Hertz",
    "label",
    "column:pricePerUnit",
  ].map((feature) => featureName({ feature }));
  assert.deepEqual(names, ["duration", "RMS level", "DC offset", "rolloff 85", "label", "pricePerUnit"]);
});

test("the middle of a distribution is written in its unit, and of dates as a date", () => {
  assert.equal(written("column:day", 1_652_313_600, { temporal: "date" }), "2022-05-12");
  assert.match(written("column:seen", 1_652_313_600, { temporal: "time" }), /^2022-05-12 00:00/);
  assert.equal(written("column:peakHertz", 440), "440");
  assert.equal(written("peakDecibels", -6), "−6 dB");
  assert.equal(written("column:day", 0.25, { kind: "missing", temporal: "date" }), "25%");
  assert.equal(written("label", null, { kind: "category" }), "–");
});
