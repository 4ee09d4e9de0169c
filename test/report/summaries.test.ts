import assert from "node:assert/strict";
import { test } from "node:test";
import { datasetText } from "../../src/report/dataset-text.ts";
import { gateMarkdown } from "../../src/report/gate-markdown.ts";
import { gateText } from "../../src/report/gate-text.ts";
import { pipelineText } from "../../src/report/pipeline-text.ts";
import { plainText } from "../../src/report/text-line.ts";
import { expectGolden } from "../support/expect-golden.ts";
import { hostileDatasetReport, sampleDatasetReport } from "../support/sample-dataset-report.ts";
import { hostileGateReport, sampleGateReport } from "../support/sample-gate-report.ts";
import { hostilePipelineReport, samplePipelineReport } from "../support/sample-pipeline-report.ts";

test("the summaries are these", () => {
  expectGolden("report/dataset.txt", plainText(datasetText(sampleDatasetReport())));
  expectGolden("report/pipeline.txt", plainText(pipelineText(samplePipelineReport())));
  expectGolden("report/gate.txt", plainText(gateText(sampleGateReport())));
  expectGolden("report/gate.md", gateMarkdown(sampleGateReport()));
});

test("nothing in a name can steer a terminal or break a line", () => {
  const texts = [
    datasetText(hostileDatasetReport()),
    pipelineText(hostilePipelineReport()),
    gateText(hostileGateReport()),
  ];
  for (const line of texts.flat()) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that there is none is the point
    assert.doesNotMatch(line.text, /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/);
    assert.ok(line.text.length < 1500);
  }
});

test("nothing in a name becomes a tag or a link in Markdown", () => {
  const markdown = gateMarkdown(hostileGateReport());
  const outsideCode = markdown.replace(/(`+)[^`](.|\n)*?\1/g, "").replace(/<\/?(details|summary)>/g, "");
  assert.doesNotMatch(outsideCode, /<|[^\\]\]\(/);
});

test("the verdict sets the tone of its line", () => {
  assert.equal(gateText(sampleGateReport())[0]?.tone, "bad");
  assert.equal(gateText({ ...sampleGateReport(), kind: "passed" })[0]?.tone, "good");
});
