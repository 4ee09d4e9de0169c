import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { wadaSnr } from "../../src/signal/wada-snr.ts";
import { assertClose } from "../support/assert-close.ts";

/** Exact integrals of the model, and values of the published table; see test/fixtures/signal/wada-oracle.py. */
const oracle = JSON.parse(
  readFileSync(new URL("../fixtures/signal/wada-oracle.json", import.meta.url), "utf8"),
) as {
  readonly published: Readonly<Record<string, number>>;
  readonly statistic: readonly number[];
};

/** Two samples 1 and x have this statistic ln E|z| - E ln|z| for one x below 1, found by bisection. */
function withStatistic(statistic: number): Float32Array {
  let low = 1e-6;
  let high = 1;
  for (let step = 0; step < 60; step += 1) {
    const middle = Math.sqrt(low * high);
    if (Math.log((1 + middle) / 2) - Math.log(middle) / 2 > statistic) low = middle;
    else high = middle;
  }
  return Float32Array.of(1, low);
}

test("the statistic of every entry of the table gives its SNR", () => {
  oracle.statistic.forEach((statistic, index) => {
    if (index > 8) assertClose(wadaSnr(withStatistic(statistic)), index - 20, { absolute: 0.05 });
  });
});

test("the exact table is that of Kim and Stern within their draws", () => {
  for (const [decibels, published] of Object.entries(oracle.published)) {
    assertClose(oracle.statistic[Number(decibels) + 20], published, { absolute: 1e-3 });
  }
});

test("ends of the scale: a constant is below it, sparse pulses above; silence has none", () => {
  assert.equal(wadaSnr(new Float32Array(10).fill(0.5)), -20);
  assert.equal(wadaSnr(withStatistic(2)), 100);
  assert.equal(wadaSnr(new Float32Array(10)), null);
});
