import assert from "node:assert/strict";
import { test } from "node:test";
import type { MeasuredExample } from "../../src/explore/measured-example.ts";
import { summarizeCube } from "../../src/explore/summarize-cube.ts";
import { renderDatasetHtml } from "../../src/report/render-dataset-html.ts";
import { clipThumbnail } from "../../src/signal/clip-thumbnail.ts";
import { measuredExample } from "../support/measured-examples.ts";
import { sampleDatasetReport, sampleMedia } from "../support/sample-dataset-report.ts";

/** Numbers 0..1 that look drawn. */
const drawn = (index: number, turn: number): number =>
  (Math.abs(Math.sin(12.9898 * index + 78.233 * turn)) * 43758.5453) % 1;

/** An example unlike all others. */
function example(index: number, labels: readonly string[]): MeasuredExample {
  const at = (turn: number): number => drawn(index, turn);
  return measuredExample(`clip-${index}.wav`, {
    label: labels[Math.floor(labels.length * at(1) ** 2)]!,
    split: `split ${Math.floor(9 * at(2))}`,
    clip: { durationSeconds: 10 * at(3), sampleRateHertz: 8000 * (1 + Math.floor(12 * at(4))) },
    signal: {
      rootMeanSquareDecibels: -60 * at(5),
      loudnessLufs: -50 * at(6),
      peakDecibels: -30 * at(7),
      centroidHertz: 4000 * at(8),
    },
    provenance: { noiseFloorDecibels: -90 * at(9), effectiveBandwidthHertz: 20_000 * at(10) },
  });
}

test("200,000 examples under 2,000 long labels make a page below 3 MB", () => {
  const labels = Array.from(
    { length: 2000 },
    (_, index) => `label ${index} ${"with a long name ".repeat(20)}`,
  );
  const items = Array.from({ length: 200_000 }, (_, index) => example(index, labels));
  const cube = summarizeCube(items);
  assert.ok(cube.cells.length <= 2600, `${cube.cells.length} cells`);
  const report = sampleDatasetReport(labels);
  const worstClips = Array.from({ length: 35 }, (_, kind) => ({
    code: `kind-${kind}`,
    count: 100_000,
    isRanked: true,
    clips: items
      .slice(5 * kind, 5 * kind + 5)
      .map(({ example: { id, label, split } }) => ({ exampleId: id, label, split, observed: 0.5 })),
  }));
  const findings = worstClips.flatMap(({ code }) =>
    Array.from({ length: 20 }, (_, index) => ({ ...report.findings[0]!, code, subject: `${index}` })),
  );
  const noise = Float32Array.from({ length: 80_000 }, (_, index) => drawn(index, 1) - 0.5);
  const thumbnail = { ...clipThumbnail(noise), durationSeconds: 10, nyquistHertz: 4000 };
  const media = new Map(
    items.slice(0, 60).map(({ example: { id } }) => [id, { ...sampleMedia(), thumbnail }]),
  );
  const html = renderDatasetHtml(
    { ...report, worstClips, findings },
    { cube, illustrations: { audio: "link", media, silencedCount: 0 } },
  );
  const bytes = Buffer.byteLength(html);
  assert.ok(bytes < 3e6 && bytes > 1e6, `${bytes} bytes`);
});
