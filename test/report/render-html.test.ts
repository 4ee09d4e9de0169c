import assert from "node:assert/strict";
import { test } from "node:test";
import { renderDatasetHtml } from "../../src/report/render-dataset-html.ts";
import { renderGateHtml } from "../../src/report/render-gate-html.ts";
import { renderPipelineHtml } from "../../src/report/render-pipeline-html.ts";
import { expectGolden } from "../support/expect-golden.ts";
import { hostileDatasetReport, sampleDatasetReport } from "../support/sample-dataset-report.ts";
import { hostileGateReport, sampleGateReport } from "../support/sample-gate-report.ts";
import { hostilePipelineReport, samplePipelineReport } from "../support/sample-pipeline-report.ts";

test("the pages are these, byte for byte", async () => {
  expectGolden(
    "report/dataset.html",
    await renderDatasetHtml(sampleDatasetReport(["dog", "rain", "sea waves"])),
  );
  expectGolden("report/pipeline.html", await renderPipelineHtml(samplePipelineReport()));
  expectGolden("report/gate.html", await renderGateHtml(sampleGateReport()));
});

test("the same report gives the same bytes, whatever was drawn before", async () => {
  const first = await renderDatasetHtml(sampleDatasetReport());
  await renderPipelineHtml(samplePipelineReport());
  assert.equal(await renderDatasetHtml(sampleDatasetReport()), first);
});

test("a page of fifty labels stays below a megabyte", async () => {
  const labels = Array.from({ length: 50 }, (_, index) => `label ${index}`);
  const html = await renderDatasetHtml(sampleDatasetReport(labels));
  assert.ok(Buffer.byteLength(html) < 1_000_000, `${Buffer.byteLength(html)} bytes`);
  assert.ok(html.includes("The 40 largest of 50 labels"));
});

test("hostile text stays text", async () => {
  const pages = [
    await renderDatasetHtml(hostileDatasetReport()),
    await renderPipelineHtml(hostilePipelineReport()),
    await renderGateHtml(hostileGateReport()),
  ];
  for (const page of pages) {
    assert.ok(!/<script|<img/i.test(page), "no tag of theirs");
    assert.ok(
      ["\u0000", "\u001b", "\u2028", "\u202e", "\ud800"].every((unseen) => !page.includes(unseen)),
      "nothing unseen",
    );
    assert.ok(!/x{1000}/.test(page), "long names are cut");
    assert.ok(page.includes("&lt;script&gt;window"), "and yet they are shown");
  }
});

test("a page names no address but those of its own format", async () => {
  const page = await renderDatasetHtml(sampleDatasetReport());
  assert.deepEqual(page.match(/https?:|\bsrc=|url\(|@import/g), null);
});

test("a dataset of which nothing could be read still has its page", async () => {
  const report = sampleDatasetReport(["dog"]);
  const none = {
    count: 0,
    min: null,
    max: null,
    mean: null,
    standardDeviation: null,
    quantiles: null,
    histogram: null,
    byLabel: {},
  };
  const { centroidHertz: _, ...frequency } = report.frequency;
  const html = await renderDatasetHtml({
    ...report,
    labels: {
      count: 0,
      entries: [],
      entropyBalance: null,
      imbalanceRatio: null,
      effectiveClassCount: null,
      unlabelledCount: 2,
    },
    duration: {
      count: 0,
      minSeconds: null,
      maxSeconds: null,
      meanSeconds: null,
      standardDeviationSeconds: null,
      quantiles: null,
      histogram: null,
      byLabel: {},
    },
    format: {
      sampleRatesHertz: {},
      channelCounts: {},
      bitDepths: {},
      effectiveBitDepths: {},
      codecs: {},
      containers: {},
    },
    level: { ...report.level, dcOffset: none, rootMeanSquareDecibels: none, loudnessLufs: none },
    frequency: { ...frequency, centroidHertz: none },
  });
  assert.deepEqual(html.match(/NaN|undefined|Infinity|<figure/g), null);
});
