import assert from "node:assert/strict";
import { test } from "node:test";
import { drawChart } from "../../../src/report/charts/draw-chart.ts";
import { slotSeconds } from "../../../src/report/charts/stage-parts.ts";
import { textWidth } from "../../../src/report/charts/text-width.ts";
import { samplePipelineReport } from "../../support/sample-pipeline-report.ts";

test("a drawing is SVG with a name, colours of the page, and text that stays text", async () => {
  const drawing = await drawChart(
    {
      data: { values: [{ label: "<b>&", count: 2 }] },
      mark: "bar",
      encoding: { x: { field: "count" }, y: { field: "label" } },
    },
    'two "b"',
  );
  assert.match(
    drawing.markup,
    /^<svg role="img" aria-label="two &quot;b&quot;" viewBox="0 0 [\d.]+ [\d.]+">/,
  );
  assert.match(drawing.markup, /fill="var\(--accent\)"/);
  assert.match(drawing.markup, />&lt;b&gt;&amp;</);
});

test("widths of text are those of Helvetica, with room for wider fonts", () => {
  // Adobe Helvetica AFM: H 722, e 556, l 222, o 556.
  assert.ok(Math.abs(textWidth("Hello", 10) / 10 - 1.17 * (0.722 + 0.556 + 2 * 0.222 + 0.556)) < 1e-9);
});

test("the parts of a slot's time are its time", () => {
  for (const stage of samplePipelineReport().stages) {
    const total = Object.values(slotSeconds(stage)).reduce((sum, seconds) => sum + seconds, 0);
    assert.ok(Math.abs(total - 10 * stage.concurrency) < 1e-9, stage.name);
  }
});
