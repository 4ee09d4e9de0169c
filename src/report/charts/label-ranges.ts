import type { Quantiles } from "../../model/distribution.ts";
import { displayNames } from "../display-text.ts";
import {
  acrossThePage,
  type Chart,
  type ChartSize,
  type ChartSpec,
  namePixels,
  singleView,
} from "./chart.ts";

/** The quantiles of one label. */
export interface LabelQuantiles {
  readonly label: string;
  readonly quantiles: Quantiles;
}

/** How ranges are drawn. */
export interface RangeOptions {
  /** What lies along the axis, with its unit. */
  readonly axisTitle: string;
  /** What it shows, in words. */
  readonly gist: string;
  /** Median over all labels, drawn as a dashed line; null without one. */
  readonly overallMedian: number | null;
}

/** One label's row. */
interface Row {
  readonly name: string;
  readonly low: number;
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
  readonly high: number;
}

/** For each label the middle 90 % as a line, the middle half as a bar, and the median as a tick. */
export function labelRanges(labels: readonly LabelQuantiles[], options: RangeOptions): Chart {
  const names = displayNames(labels.map((entry) => entry.label));
  const rows = labels.map(({ quantiles }, index) => ({
    name: names[index]!,
    low: quantiles["0.05"],
    lowerQuartile: quantiles["0.25"],
    median: quantiles["0.5"],
    upperQuartile: quantiles["0.75"],
    high: quantiles["0.95"],
  }));
  return acrossThePage(options.gist, (size) => spec(rows, options, size));
}

function spec(rows: readonly Row[], options: RangeOptions, size: ChartSize): ChartSpec {
  const y = {
    field: "name",
    type: "nominal",
    sort: null,
    title: null,
    axis: { labelLimit: namePixels[size], labelColor: "var(--ink)" },
  } as const;
  const x = {
    type: "quantitative",
    title: options.axisTitle,
    scale: { zero: false },
    axis: {
      tickCount: size === "wide" ? 8 : 4,
      format: "~s",
      labelExpr: "datum.value === 0 ? '0' : datum.label",
    },
  } as const;
  const overall = options.overallMedian === null ? [] : [{ median: options.overallMedian }];
  return {
    ...singleView(size),
    height: { step: 24 },
    data: { values: [...rows] },
    layer: [
      {
        data: { values: overall },
        mark: { type: "rule", color: "var(--muted)", strokeDash: [4, 4] },
        encoding: { x: { ...x, field: "median" } },
      },
      {
        mark: { type: "rule", color: "var(--accent)", strokeWidth: 1.5 },
        encoding: { y, x: { ...x, field: "low" }, x2: { field: "high" } },
      },
      {
        mark: { type: "bar", color: "var(--accent-soft)", height: 11, cornerRadius: 2 },
        encoding: { y, x: { ...x, field: "lowerQuartile" }, x2: { field: "upperQuartile" } },
      },
      {
        mark: { type: "tick", color: "var(--accent)", thickness: 3, height: 15, opacity: 1 },
        encoding: { y, x: { ...x, field: "median" } },
      },
    ],
  };
}
