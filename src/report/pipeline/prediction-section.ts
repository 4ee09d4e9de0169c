import type { PipelineReport } from "../../model/pipeline-profile.ts";
import type { Outcome, Prediction } from "../../model/prediction.ts";
import { predictionCap, predictionIntervals } from "../charts/prediction-intervals.ts";
import { tableHtml } from "../components/data-table.ts";
import { figureHtml } from "../components/figure.ts";
import {
  formatBytes,
  formatCount,
  formatInterval,
  formatNumber,
  formatRatio,
  formatShare,
  noNumber,
} from "../format-number.ts";
import { type Html, html, nameHtml, sentenceHtml } from "../html.ts";
import type { Section } from "../page.ts";
import { changeText, leastWords } from "./change-text.ts";
import { predictionText } from "./headline.ts";

/** What each change would give, and what it gave where it was tried. */
export async function predictionSection(report: PipelineReport): Promise<Section> {
  const { predictions, run, advice } = report;
  if (predictions.length === 0)
    return {
      id: "predictions",
      title: "What a fix would give",
      body: html`<p>${predictionText(report)}</p>`,
    };
  const best = [...predictions].sort((a, b) => b.speedup - a.speedup)[0];
  const gist = `Predicted examples per second after each of ${predictions.length} changes, with intervals, against the measured ${formatNumber(run.examplesPerSecond)}. Most is gained by ${best === undefined ? "none" : `${changeText(best.change)}: ${formatNumber(best.examplesPerSecond.center)}, ${formatRatio(best.speedup)}`}.`;
  const cut = predictions.length > predictionCap ? ` The first ${predictionCap}, by gain per effort.` : "";
  const figure = await figureHtml(predictionIntervals(predictions, run.examplesPerSecond, gist), {
    title: "Throughput after each change",
    caption: `Point: best guess. Bar: ${formatShare(best?.examplesPerSecond.confidenceLevel)} interval. Dashed: measured ${formatNumber(run.examplesPerSecond)}/s. “Free” is the most that work on a stage can ever give.${cut}`,
  });
  return {
    id: "predictions",
    title: "What a fix would give",
    body: html`${advice === undefined ? null : html`<p class="lead">${sentenceHtml(advice.reason)}</p>`}${figure}${predictionTable(predictions)}${cacheTable(predictions)}${causalTable(report)}${refusalTable(report)}${fitLine(report)}`,
  };
}

function predictionTable(predictions: readonly Prediction[]): Html {
  const isTried = predictions.some(({ outcome }) => outcome !== undefined);
  return tableHtml(
    "Predictions, largest gain per effort first",
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
      {
        title: "Speed-up",
        kind: "number",
        cell: (prediction) => `${leastWords(prediction)}${formatRatio(prediction.speedup)}`,
      },
      ...(isTried
        ? [
            {
              title: "Measured",
              kind: "number",
              cell: ({ outcome }: Prediction) => (outcome === undefined ? noNumber : outcomeText(outcome)),
            } as const,
          ]
        : []),
      { title: "What would bind then", kind: "wide", cell: ({ nextBound }) => sentenceHtml(nextBound) },
    ],
    predictions,
  );
}

function outcomeText({ speedup, isWithin, pairCount }: Outcome): string {
  return `${formatRatio(speedup.center)} (${formatInterval(speedup)}, ${pairCount} pairs)${isWithin ? "" : ", a miss"}`;
}

function cacheTable(predictions: readonly Prediction[]): Html | null {
  const cached = predictions.filter(({ cache }) => cache !== undefined);
  if (cached.length === 0) return null;
  return tableHtml(
    "What a cache would take and give",
    [
      { title: "Outputs kept of", cell: ({ change }) => nameHtml(change.stage, 48) },
      {
        title: "First epoch, examples/s",
        kind: "number",
        cell: ({ cache }) => formatNumber(cache?.firstEpochExamplesPerSecond),
      },
      {
        title: "Later epochs",
        kind: "number",
        cell: ({ cache }) => formatNumber(cache?.laterEpochsExamplesPerSecond),
      },
      { title: "Memory", kind: "number", cell: ({ cache }) => formatBytes(cache?.storageBytes) },
      {
        title: "Pays from epoch",
        kind: "number",
        cell: ({ cache }) => formatCount(cache?.breakEvenEpochCount),
      },
    ],
    cached,
  );
}

function causalTable({ causalEffects = [] }: PipelineReport): Html | null {
  if (causalEffects.length === 0) return null;
  return tableHtml(
    "Virtual speed-ups: everything else was slowed down instead",
    [
      { title: "Stage", cell: ({ stage }) => nameHtml(stage, 48) },
      { title: "Less of its time", kind: "number", cell: ({ share }) => formatShare(share) },
      { title: "Throughput", kind: "number", cell: ({ speedup }) => formatRatio(speedup.center) },
      { title: "Interval", kind: "number", cell: ({ speedup }) => formatInterval(speedup) },
      { title: "Windows", kind: "number", cell: ({ windowCount }) => formatCount(windowCount) },
    ],
    causalEffects,
  );
}

function refusalTable({ refusals = [] }: PipelineReport): Html | null {
  if (refusals.length === 0) return null;
  return tableHtml(
    "Not predicted, or not tried",
    [
      { title: "Change", cell: ({ change }) => nameHtml(changeText(change)) },
      { title: "Why", kind: "wide", cell: ({ reason }) => sentenceHtml(reason) },
    ],
    refusals,
  );
}

function fitLine({ modelFit }: PipelineReport): Html | null {
  if (modelFit === undefined) return null;
  return html`<p class="aside">Simulated without any change, the model runs at ${formatNumber(modelFit.examplesPerSecond)} examples/s; without waits for a core, ${formatNumber(modelFit.measuredExamplesPerSecond)} were measured.</p>`;
}
