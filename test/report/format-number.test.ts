import assert from "node:assert/strict";
import { test } from "node:test";
import {
  formatBytes,
  formatChange,
  formatCount,
  formatDecibels,
  formatHertz,
  formatInterval,
  formatNumber,
  formatPlural,
  formatProbability,
  formatRatio,
  formatSamplingRate,
  formatSeconds,
  formatShare,
  formatTime,
  type NumberFormat,
} from "../../src/report/format-number.ts";

/** By format, values and how they read. */
const cases: readonly (readonly [NumberFormat, readonly (readonly [number | null, string])[]])[] = [
  [
    formatNumber,
    [
      [0, "0"],
      [1234.5, "1,235"],
      [0.012345, "0.0123"],
      [-1.5, "−1.5"],
      [1e-12, "1.00e−12"],
      [null, "–"],
      [Number.NaN, "–"],
    ],
  ],
  [
    formatCount,
    [
      [0, "0"],
      [999, "999"],
      [12345, "12,345"],
      [1e6, "1,000,000"],
    ],
  ],
  [
    formatSeconds,
    [
      [0, "0 s"],
      [8.5e-4, "850 µs"],
      [0.0123, "12.3 ms"],
      [4.5, "4.5 s"],
      [119.96, "120 s"],
      [750, "12 min 30 s"],
      [3599.7, "60 min"],
      [7200, "2 h"],
      [12_240, "3 h 24 min"],
      [3.6e6, "1,000 h"],
      [-0.5, "−500 ms"],
    ],
  ],
  [
    formatBytes,
    [
      [0, "0 B"],
      [999, "999 B"],
      [999.6, "1 kB"],
      [1.5e6, "1.5 MB"],
      [2.24e9, "2.24 GB"],
    ],
  ],
  [
    formatHertz,
    [
      [440, "440 Hz"],
      [3251.7, "3.25 kHz"],
    ],
  ],
  [
    formatSamplingRate,
    [
      [8000, "8 kHz"],
      [11_025, "11.025 kHz"],
      [44_100, "44.1 kHz"],
      [500, "500 Hz"],
    ],
  ],
  [
    formatDecibels,
    [
      [-12.34, "−12.3 dB"],
      [0, "0.0 dB"],
    ],
  ],
  [
    formatShare,
    [
      [0, "0%"],
      [0.0004, "<0.1%"],
      [0.123, "12.3%"],
      [0.5, "50%"],
      [0.9996, ">99.9%"],
      [1, "100%"],
    ],
  ],
  [
    formatChange,
    [
      [0.123, "+12.3%"],
      [-0.0004, "0.0%"],
      [-0.5, "−50.0%"],
      [12.3, "+1,230%"],
    ],
  ],
  [
    formatRatio,
    [
      [4.12, "4.1x"],
      [1, "1x"],
      [31.46, "31.5x"],
    ],
  ],
  [
    formatProbability,
    [
      [0.012, "0.012"],
      [0.00002, "<0.0001"],
      [1, "1"],
    ],
  ],
];

test("numbers read like this", () => {
  for (const [write, values] of cases) {
    for (const [value, text] of values) assert.equal(write(value), text);
  }
});

test("intervals, plurals and times read like this", () => {
  const estimate = {
    center: 0.1,
    low: -0.02,
    high: 0.2,
    confidenceLevel: 0.95,
    method: "bootstrap",
    observationCount: 9,
  } as const;
  assert.equal(formatInterval(estimate, formatChange), "−2.0% to +20.0%");
  assert.equal(formatInterval(null), "–");
  assert.equal(formatPlural(1, "file"), "1 file");
  assert.equal(formatPlural(1200, "class", "classes"), "1,200 classes");
  assert.equal(formatTime("2025-03-01T14:05:09.000Z"), "2025-03-01 14:05 UTC");
});
