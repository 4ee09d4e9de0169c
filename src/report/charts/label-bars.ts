import type { LabelStatistics } from "../../model/dataset-statistics.ts";
import { displayName, displayNames } from "../display-text.ts";
import { formatCount, formatPlural } from "../format-number.ts";
import { seriesColors } from "../styles/tokens.ts";
import {
  acrossThePage,
  type Chart,
  type ChartSize,
  type ChartSpec,
  namePixels,
  singleView,
} from "./chart.ts";

/** Labels that a chart shows at most. */
export const labelCap = 40;

/** Where examples without a split are counted. */
export const noSplit = "no split";

/** The splits that bars are divided by, largest first, and then what has none. */
export function splitNames(labels: LabelStatistics): readonly string[] {
  const totals = new Map<string, number>();
  for (const [split, count] of labels.entries.flatMap((entry) => Object.entries(entry.bySplit))) {
    totals.set(split, (totals.get(split) ?? 0) + count);
  }
  const names = [...totals].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([split]) => split);
  const hasRest = labels.entries.some((entry) => restCount(entry.count, entry.bySplit) > 0);
  return [...names, ...(hasRest ? [noSplit] : [])];
}

/** The colour of a split; splits beyond the colours share the last one. */
export function splitColor(index: number): string {
  return seriesColors[Math.min(index, seriesColors.length - 1)]!;
}

function restCount(count: number, bySplit: Readonly<Record<string, number>>): number {
  return count - Object.values(bySplit).reduce((sum, part) => sum + part, 0);
}

/** One piece of a bar. */
interface Piece {
  readonly name: string;
  readonly split: string;
  readonly order: number;
  readonly count: number;
}

function pieces(labels: LabelStatistics, splits: readonly string[]): readonly Piece[] {
  const entries = labels.entries.slice(0, labelCap);
  const names = displayNames(entries.map((entry) => entry.label));
  const splitLabels = displayNames(splits);
  return entries.flatMap((entry, index) => {
    const counts = new Map(Object.entries(entry.bySplit)).set(noSplit, restCount(entry.count, entry.bySplit));
    return splits.flatMap((split, order) => {
      const count = counts.get(split) ?? 0;
      return count > 0 ? [{ name: names[index]!, split: splitLabels[order]!, order, count }] : [];
    });
  });
}

/** Examples per label, divided by split, largest label first. */
export function labelBars(labels: LabelStatistics): Chart {
  const splits = splitNames(labels);
  const values = pieces(labels, splits);
  const [first] = labels.entries;
  const last = labels.entries.at(-1);
  const gist = `Bar chart of examples per label: ${formatPlural(labels.count, "label")}; the largest is ${displayName(first?.label)} with ${formatCount(first?.count)}, the smallest ${displayName(last?.label)} with ${formatCount(last?.count)}.`;
  return acrossThePage(gist, (size) => spec(values, splits, size));
}

function spec(values: readonly Piece[], splits: readonly string[], size: ChartSize): ChartSpec {
  const y = {
    field: "name",
    type: "nominal",
    sort: null,
    title: null,
    axis: { labelLimit: namePixels[size], labelColor: "var(--ink)" },
  } as const;
  return {
    ...singleView(size),
    height: { step: 24 },
    data: { values: [...values] },
    encoding: { y },
    layer: [
      {
        mark: { type: "bar", height: { band: 0.68 } },
        encoding: {
          x: {
            field: "count",
            type: "quantitative",
            stack: "zero",
            title: "examples",
            axis: { tickCount: 5, format: "~s" },
          },
          color: {
            field: "split",
            type: "nominal",
            legend: null,
            scale: { domain: [...displayNames(splits)], range: splits.map((_, index) => splitColor(index)) },
          },
          order: { field: "order", type: "quantitative" },
        },
      },
      {
        transform: [{ aggregate: [{ op: "sum", field: "count", as: "total" }], groupby: ["name"] }],
        mark: { type: "text", align: "left", dx: 6, color: "var(--muted)" },
        encoding: {
          x: { field: "total", type: "quantitative" },
          text: { field: "total", type: "quantitative", format: "," },
        },
      },
    ],
  };
}
