import type { PipelineReport, StageProfile } from "../model/pipeline-profile.ts";
import type { Outcome } from "../model/prediction.ts";
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
import { changeText, leastWords } from "./pipeline/change-text.ts";
import { guiltyFunctions } from "./pipeline/cpu-section.ts";
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
    ...diskLines(report),
    textLine(""),
    ...stageLines(report),
    textLine(""),
    ...predictionLines(report),
    ...causalLines(report),
    ...tuningLines(report),
    ...functionLines(report),
    ...findingLines(report.findings, "pipeline.json"),
  ];
}

/** What came from the disk; nothing where nothing did, or nobody says. */
function diskLines({ run: { disk, wallSeconds } }: PipelineReport): readonly TextLine[] {
  if (disk === undefined || disk === null || disk.deviceBytes === 0) return [];
  const { deviceBytes, rate } = disk;
  const gives =
    rate === null
      ? "how fast the disk is, is not known: --disk-rate says it"
      : `the disk gives ${formatBytesPerSecond(rate.bytesPerSecond)} (${rate.source})`;
  return [
    factLine("disk", `${formatBytesPerSecond(deviceBytes / wallSeconds)} read past the page cache; ${gives}`),
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
  const tried = predictions.filter(({ outcome }) => outcome !== undefined);
  const shown = [
    ...predictions.slice(0, predictionCap),
    ...tried.filter((one) => !predictions.slice(0, predictionCap).includes(one)),
  ];
  return shown.map((prediction, index) => {
    const { change, examplesPerSecond, speedup, outcome } = prediction;
    const gain = `${leastWords(prediction)}${formatRate(examplesPerSecond.center)} (${formatInterval(examplesPerSecond)}), ${formatRatio(speedup)}`;
    return factLine(
      index === 0 ? "predictions" : "",
      `${displayText(changeText(change), 48)}: ${gain}${outcome === undefined ? "" : outcomeText(outcome)}`,
    );
  });
}

/** What was measured, after what was predicted; a miss is called one. */
function outcomeText({ speedup, relativeError, isWithin, pairCount }: Outcome): string {
  const measured = `${formatRatio(speedup.center)} (${formatInterval(speedup)}, ${pairCount} pairs)`;
  return `; measured ${measured}, ${isWithin ? "" : "a MISS, "}off by ${formatShare(Math.abs(relativeError))}`;
}

function causalLines({ causalEffects = [] }: PipelineReport): readonly TextLine[] {
  return causalEffects.map(({ stage, share, speedup, windowCount }, index) =>
    factLine(
      index === 0 ? "causal" : "",
      `${displayText(stage, 28)} sped up by ${formatShare(share)}: ${formatRatio(speedup.center)} (${formatInterval(speedup)}, ${windowCount} windows)`,
    ),
  );
}

/** Functions that a terminal is given at most. */
const functionCap = 5;

/** The functions of the stage to blame, where they were sampled. */
function functionLines({ cpu, bottleneck }: PipelineReport): readonly TextLine[] {
  if (cpu === undefined) return [];
  const guilty = guiltyFunctions(cpu.stages, bottleneck.stage);
  if (guilty === undefined) {
    return [factLine("functions", `no sample fell into ${displayText(bottleneck.stage, 28)}`)];
  }
  return guilty.functions.slice(0, functionCap).map(({ name, place, selfSeconds, selfShare }, index) => {
    // The end of a path tells more than its beginning.
    const where =
      place === null ? "" : `  ${displayText(place.length > 70 ? `…${place.slice(-69)}` : place, 100)}`;
    const text = `${formatShare(selfShare).padStart(6)} ${formatSeconds(selfSeconds).padStart(8)}  ${displayText(name, 40)}${where}`;
    return factLine(index === 0 ? "functions" : "", text);
  });
}

function tuningLines({ tuning }: PipelineReport): readonly TextLine[] {
  if (tuning === undefined) return [];
  const options = tuning.stages.map(({ name, kind, concurrency, threadCount, size }) => {
    const parts = [
      ...(kind === "map" || kind === "filter" || kind === "consume" ? [`concurrency: ${concurrency}`] : []),
      ...(threadCount === undefined ? [] : [`worker: { threadCount: ${threadCount} }`]),
      ...(size === undefined ? [] : [`size: ${size}`]),
    ];
    return `${displayText(name, 40)} (${kind}) { ${parts.join(", ")} }`;
  });
  return [
    factLine(
      "keep",
      `${options.join("; ")}: ${formatRatio(tuning.speedup.center)} (${formatInterval(tuning.speedup)})`,
    ),
  ];
}
