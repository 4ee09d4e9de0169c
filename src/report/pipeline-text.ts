import type { PipelineReport, StageProfile } from "../model/pipeline-profile.ts";
import { displayText } from "./display-text.ts";
import { findingLines } from "./finding-text.ts";
import {
  formatBytesPerSecond,
  formatInterval,
  formatNumber,
  formatRate,
  formatRatio,
  formatSeconds,
  formatShare,
} from "./format-number.ts";
import { changeText } from "./pipeline/change-text.ts";
import { predictionText } from "./pipeline/headline.ts";
import { factLine, type TextLine, textLine } from "./text-line.ts";

/** Predictions that a terminal is given at most. */
const predictionCap = 5;

/** A pipeline's profile for a terminal: the answer, the stages as a table, the predictions. */
export function pipelineText(report: PipelineReport): readonly TextLine[] {
  const { run, bottleneck, pipeline } = report;
  return [
    textLine(
      `${displayText(pipeline.name, 80)}  ${formatNumber(run.examplesPerSecond)} examples/s (${formatInterval(run.examplesPerSecondEstimate)})`,
      "heading",
    ),
    factLine("bottleneck", displayText(bottleneck.reason, 300)),
    factLine("a fix", displayText(predictionText(report), 300)),
    ...(report.advice === undefined ? [] : [factLine("advice", displayText(report.advice.reason, 300))]),
    factLine(
      "audio",
      run.audioSecondsPerSecond === null ? "not said" : `${formatRatio(run.audioSecondsPerSecond)} real time`,
    ),
    factLine(
      "measured",
      `${formatSeconds(run.wallSeconds)} after ${formatSeconds(run.warmUpSeconds)} of warm-up, at a cost of ${formatShare(run.overheadShare)}`,
    ),
    textLine(""),
    ...stageLines(report),
    textLine(""),
    ...predictionLines(report),
    ...findingLines(report.findings, "pipeline.json"),
  ];
}

function stageLines({ stages, bottleneck }: PipelineReport): readonly TextLine[] {
  const names = stages.map((stage) => displayText(stage.name, 28));
  const width = names.reduce((widest, name) => Math.max(widest, name.length), "stage".length);
  const head = row([
    "stage".padEnd(width),
    "kind",
    "slots",
    "in service",
    "busy",
    "starved",
    "blocked",
    "out/s",
    "bytes",
  ]);
  return [
    textLine(head, "muted"),
    ...stages.map((stage, index) => {
      const isBinding = stage.name === bottleneck.stage;
      const text = row([names[index]!.padEnd(width), ...stageCells(stage)]);
      return isBinding ? textLine(`${text}  <- bottleneck`, "warning") : textLine(text);
    }),
  ];
}

function stageCells(stage: StageProfile): readonly string[] {
  return [
    stage.kind,
    String(stage.concurrency),
    formatShare(stage.utilization),
    formatSeconds(stage.busySeconds),
    formatSeconds(stage.starvedSeconds),
    formatSeconds(stage.backPressuredSeconds),
    formatRate(stage.examplesPerSecond),
    formatBytesPerSecond(stage.bytesPerSecond),
  ];
}

const cellWidths: readonly number[] = [0, 8, 5, 10, 8, 8, 8, 8, 10];

function row(cells: readonly string[]): string {
  return `  ${cells.map((cell, index) => (index < 2 ? cell.padEnd(cellWidths[index] ?? 0) : cell.padStart(cellWidths[index] ?? 0))).join("  ")}`;
}

function predictionLines({ predictions }: PipelineReport): readonly TextLine[] {
  return predictions.slice(0, predictionCap).map(({ change, examplesPerSecond, speedup }, index) => {
    const gain = `${formatRate(examplesPerSecond.center)} (${formatInterval(examplesPerSecond)}), ${formatRatio(speedup)}`;
    return factLine(index === 0 ? "predictions" : "", `${displayText(changeText(change), 48)}: ${gain}`);
  });
}
