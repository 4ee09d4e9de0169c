import type { CountByValue } from "../../model/count-by-value.ts";
import type { DatasetReport } from "../../model/dataset-statistics.ts";
import { type Tile, tilesHtml } from "../components/tiles.ts";
import {
  formatBytes,
  formatCount,
  formatRatio,
  formatSamplingRate,
  formatSeconds,
  formatShare,
  noNumber,
} from "../format-number.ts";
import { type Html, html, nameHtml } from "../html.ts";

/** The headline numbers of a dataset. */
export function overviewHtml(report: DatasetReport): Html {
  return tilesHtml([
    examplesTile(report),
    audioTile(report),
    labelsTile(report),
    splitsTile(report),
    unreadableTile(report),
    ratesTile(report),
  ]);
}

function examplesTile({ dataset }: DatasetReport): Tile {
  return {
    name: "Examples",
    value: formatCount(dataset.exampleCount),
    note: formatBytes(dataset.totalBytes),
  };
}

function audioTile({ dataset, duration }: DatasetReport): Tile {
  const median = duration.quantiles === null ? "" : `median clip ${formatSeconds(duration.quantiles["0.5"])}`;
  return { name: "Audio in all", value: formatSeconds(dataset.totalDurationSeconds), note: median };
}

/** How many labels there are. */
export function labelsTile({ labels }: Pick<DatasetReport, "labels">): Tile {
  const { imbalanceRatio, unlabelledCount } = labels;
  const balance = imbalanceRatio === null ? "" : balanceText(imbalanceRatio);
  const missing = unlabelledCount === 0 ? "" : `${formatCount(unlabelledCount)} without a label`;
  return {
    name: "Labels",
    value: formatCount(labels.count),
    note: [balance, missing].filter((text) => text !== "").join("; "),
  };
}

function balanceText(imbalanceRatio: number): string {
  return imbalanceRatio === 1
    ? "all of one size"
    : `largest class ${formatRatio(imbalanceRatio)} the smallest`;
}

/** How many splits there are. */
export function splitsTile({ dataset }: Pick<DatasetReport, "dataset">): Tile {
  const splits = Object.entries(dataset.splits);
  const shown = splits
    .slice(0, 4)
    .map(
      ([name, count], index) => html`${index === 0 ? "" : ", "}${nameHtml(name, 20)}: ${formatCount(count)}`,
    );
  return {
    name: "Splits",
    value: formatCount(splits.length),
    note: splits.length === 0 ? "none given" : html`${shown}${splits.length > 4 ? ", …" : ""}`,
  };
}

function unreadableTile({ dataset }: DatasetReport): Tile {
  const { unreadableCount, exampleCount } = dataset;
  const isClean = unreadableCount === 0;
  return {
    name: "Unreadable",
    value: formatCount(unreadableCount),
    note: isClean ? "every file gave audio" : `${formatShare(unreadableCount / exampleCount)} of examples`,
    tone: isClean ? "neutral" : "error",
  };
}

function ratesTile({ format }: DatasetReport): Tile {
  const rates = byFallingCount(format.sampleRatesHertz);
  const [first] = rates;
  if (first === undefined) return { name: "Sampling rate", value: noNumber };
  return {
    name: rates.length === 1 ? "Sampling rate" : "Sampling rates",
    value: rates.length === 1 ? formatSamplingRate(Number(first[0])) : formatCount(rates.length),
    note: rates.length === 1 ? "the same throughout" : `mostly ${formatSamplingRate(Number(first[0]))}`,
    tone: rates.length === 1 ? "neutral" : "warning",
  };
}

/** The values of a header field, most frequent first, then by value. */
export function byFallingCount(counts: CountByValue): readonly (readonly [string, number])[] {
  return Object.entries(counts).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
}
