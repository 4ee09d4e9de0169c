import assert from "node:assert/strict";
import { test } from "node:test";
import { renderDatasetHtml } from "../../src/report/render-dataset-html.ts";
import { renderGateHtml } from "../../src/report/render-gate-html.ts";
import { renderPipelineHtml } from "../../src/report/render-pipeline-html.ts";
import { renderTableHtml } from "../../src/report/render-table-html.ts";
import { tableText } from "../../src/report/table-text.ts";
import { plainText } from "../../src/report/text-line.ts";
import { expectGolden } from "../support/expect-golden.ts";
import {
  hostileDatasetReport,
  hostileDatasetView,
  sampleDatasetReport,
  sampleDatasetView,
} from "../support/sample-dataset-report.ts";
import { hostileGateReport, sampleGateReport } from "../support/sample-gate-report.ts";
import { hostilePipelineReport, samplePipelineReport } from "../support/sample-pipeline-report.ts";
import { sampleTableReport } from "../support/sample-table-report.ts";

test("the pages are these, byte for byte", async () => {
  const labels = ["dog", "rain", "sea waves"];
  expectGolden(
    "report/dataset.html",
    renderDatasetHtml(sampleDatasetReport(labels), sampleDatasetView(labels)),
  );
  expectGolden("report/pipeline.html", await renderPipelineHtml(samplePipelineReport()));
  expectGolden("report/table.html", renderTableHtml(await sampleTableReport()));
  expectGolden("report/table.txt", plainText(tableText(await sampleTableReport())));
  expectGolden("report/gate.html", await renderGateHtml(sampleGateReport()));
});

test("the same report gives the same bytes, whatever was drawn before", async () => {
  const first = renderDatasetHtml(sampleDatasetReport());
  await renderPipelineHtml(samplePipelineReport());
  assert.equal(renderDatasetHtml(sampleDatasetReport()), first);
});

test("a page of fifty labels stays below a megabyte", async () => {
  const labels = Array.from({ length: 50 }, (_, index) => `label ${index}`);
  const html = renderDatasetHtml(sampleDatasetReport(labels), sampleDatasetView(labels));
  assert.ok(Buffer.byteLength(html) < 1_000_000, `${Buffer.byteLength(html)} bytes`);
  assert.ok(html.includes("The 40 largest of 50 labels"));
});

test("hostile text stays text", async () => {
  const pages = [
    renderDatasetHtml(hostileDatasetReport(), hostileDatasetView()),
    await renderPipelineHtml(hostilePipelineReport()),
    await renderGateHtml(hostileGateReport()),
  ];
  for (const page of pages) {
    const tags = page.match(/<script\b[^>]*>|<img src=x/gi) ?? [];
    const own = ['<script type="application/json" id="cube">', "<script>"];
    assert.ok(tags.length === 0 || tags.join() === own.join(), `no tag of theirs: ${tags}`);
    assert.ok(
      ["\u0000", "\u001b", "\u2028", "\u202e", "\ud800"].every((unseen) => !page.includes(unseen)),
      "nothing unseen",
    );
    assert.ok(!/x{1000}/.test(page), "long names are cut");
    assert.ok(page.includes("&lt;script&gt;window"), "and yet they are shown");
  }
});

test("a page names no address but those of its own format", async () => {
  const page = renderDatasetHtml(sampleDatasetReport(), sampleDatasetView());
  const withoutOwn = page.replaceAll(/src="(data:image\/bmp;base64,|\.\/clip\.wav")/g, "");
  assert.deepEqual(withoutOwn.match(/https?:|\bsrc=|url\(|@import/g), null);
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
  const html = renderDatasetHtml({
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
  const withoutScript = html.replace(/<script>[\s\S]*?<\/script>/g, "");
  assert.deepEqual(withoutScript.match(/NaN|undefined|Infinity|<figure/g), null);
});

test("the page of a gate counts what is slower than at the anchor alone among what regressed", async () => {
  const report = sampleGateReport();
  const [augment, decode] = report.comparisons;
  const crept = { ...decode!, kind: "regressed" as const };
  const html = await renderGateHtml({
    ...report,
    anchor: {
      createdAt: "2025-01-20T09:30:00.000Z",
      commit: null,
      kind: "regressed",
      comparisons: [augment!, crept],
    },
  });
  assert.match(
    html,
    /<dt>Regressed<\/dt><dd class="value">3<\/dd><dd class="note">of 7 metrics, 1 since the anchor alone/,
  );
});
