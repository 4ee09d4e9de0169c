import type { PipelineProfile, PipelineReport } from "../../model/pipeline-profile.ts";
import type { Prediction } from "../../model/prediction.ts";
import { type Tile, tilesHtml } from "../components/tiles.ts";
import {
  formatBytesPerSecond,
  formatCount,
  formatInterval,
  formatNumber,
  formatRate,
  formatRatio,
  formatSeconds,
  formatShare,
} from "../format-number.ts";
import { type Html, html, sentenceHtml } from "../html.ts";
import { changeText, leastWords, resourceText } from "./change-text.ts";

/** The prediction for the bottleneck if it cost nothing, or else the one that gains most; null without any. */
export function headlinePrediction(profile: PipelineProfile): Prediction | null {
  const { predictions, bottleneck } = profile;
  const isAnswer = ({ change }: Prediction) => change.stage === bottleneck.stage && change.kind === "free";
  return predictions.find(isAnswer) ?? predictions[0] ?? null;
}

/** What a fix would give, in one sentence. */
export function predictionText(profile: PipelineProfile): string {
  const prediction = headlinePrediction(profile);
  if (prediction === null) return "No prediction is made from this run; the findings say why.";
  const { examplesPerSecond, speedup, change } = prediction;
  const level = formatShare(examplesPerSecond.confidenceLevel);
  return `With ${changeText(change)}: ${leastWords(prediction)}${formatNumber(examplesPerSecond.center)} examples/s (${level} interval ${formatInterval(examplesPerSecond)}), ${formatRatio(speedup)} the measured ${formatNumber(profile.run.examplesPerSecond)}.`;
}

/** The answer, then the headline numbers. */
export function headlineHtml(report: PipelineReport): Html {
  return html`<p class="lead"><strong>${sentenceHtml(report.bottleneck.reason)}</strong> ${sentenceHtml(predictionText(report))}</p>
${tilesHtml([rateTile(report), audioTile(report), bytesTile(report), bindingTile(report), overheadTile(report), spanTile(report)])}`;
}

function rateTile({ run }: PipelineReport): Tile {
  const estimate = run.examplesPerSecondEstimate;
  return {
    name: "Examples",
    value: formatRate(run.examplesPerSecond),
    note: `${formatShare(estimate.confidenceLevel)} interval ${formatInterval(estimate)}`,
  };
}

function audioTile({ run }: PipelineReport): Tile {
  const { audioSecondsPerSecond } = run;
  return {
    name: "Audio",
    value: formatRatio(audioSecondsPerSecond),
    note: audioSecondsPerSecond === null ? "outputs do not say" : "seconds of audio per second",
  };
}

function bytesTile({ stages }: PipelineReport): Tile {
  return {
    name: "Bytes handed on",
    value: formatBytesPerSecond(stages.at(-1)?.bytesPerSecond),
    note: "by the last stage",
  };
}

function bindingTile({ bottleneck }: PipelineReport): Tile {
  return {
    name: "Binding resource",
    value: formatShare(bottleneck.utilization),
    note: sentenceHtml(`${resourceText(bottleneck.resource)} in use`),
  };
}

function overheadTile({ run }: PipelineReport): Tile {
  return {
    name: "Cost of measuring",
    value: formatShare(run.overheadShare),
    note: "of wall time",
    tone: run.overheadShare > 0.05 ? "warning" : "neutral",
  };
}

function spanTile({ run }: PipelineReport): Tile {
  return {
    name: run.isSteady ? "Steady part" : "Not steady",
    value: formatSeconds(run.wallSeconds),
    note: `${formatCount(run.exampleCount)} examples, after ${formatSeconds(run.warmUpSeconds)} of warm-up`,
    tone: run.isSteady ? "neutral" : "warning",
  };
}
