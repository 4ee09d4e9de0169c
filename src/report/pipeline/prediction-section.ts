import type { PipelineReport } from "../../model/pipeline-profile.ts";
import { predictionCap, predictionIntervals } from "../charts/prediction-intervals.ts";
import { tableHtml } from "../components/data-table.ts";
import { figureHtml } from "../components/figure.ts";
import { formatInterval, formatNumber, formatRatio, formatShare } from "../format-number.ts";
import { html, nameHtml, sentenceHtml } from "../html.ts";
import type { Section } from "../page.ts";
import { changeText } from "./change-text.ts";
import { predictionText } from "./headline.ts";

/** What each change would give. */
export async function predictionSection(report: PipelineReport): Promise<Section> {
  const { predictions, run } = report;
  if (predictions.length === 0)
    return {
      id: "predictions",
      title: "What a fix would give",
      body: html`<p>${predictionText(report)}</p>`,
    };
  const [best] = predictions;
  const gist = `Predicted examples per second after each of ${predictions.length} changes, with intervals, against the measured ${formatNumber(run.examplesPerSecond)}. Most is gained by ${best === undefined ? "none" : `${changeText(best.change)}: ${formatNumber(best.examplesPerSecond.center)}, ${formatRatio(best.speedup)}`}.`;
  const cut = predictions.length > predictionCap ? ` The ${predictionCap} that gain most.` : "";
  const figure = await figureHtml(predictionIntervals(predictions, run.examplesPerSecond, gist), {
    title: "Throughput after each change",
    caption: `Point: best guess. Bar: ${formatShare(best?.examplesPerSecond.confidenceLevel)} interval. Dashed: measured ${formatNumber(run.examplesPerSecond)}/s. “Free” is the most that work on a stage can ever give.${cut}`,
  });
  const table = tableHtml(
    "Predictions, largest gain first",
    [
      { title: "Change", cell: (prediction) => nameHtml(changeText(prediction.change)) },
      {
        title: "Examples/s",
        kind: "number",
        cell: ({ examplesPerSecond }) => formatNumber(examplesPerSecond.center),
      },
      {
        title: "Interval",
        kind: "number",
        cell: ({ examplesPerSecond }) => formatInterval(examplesPerSecond),
      },
      { title: "Speed-up", kind: "number", cell: ({ speedup }) => formatRatio(speedup) },
      { title: "What would bind then", kind: "wide", cell: ({ nextBound }) => sentenceHtml(nextBound) },
    ],
    predictions,
  );
  return { id: "predictions", title: "What a fix would give", body: html`${figure}${table}` };
}
