import type { Histogram } from "../../model/distribution.ts";
import {
  acrossThePage,
  besideOthers,
  type Chart,
  type ChartSize,
  type ChartSpec,
  singleView,
} from "./chart.ts";

/** How a histogram is drawn. */
export interface HistogramOptions {
  /** What is counted along the axis, with its unit: `duration (s)`. */
  readonly axisTitle: string;
  /** What it shows, in words. */
  readonly gist: string;
  /** Whether it goes across the page or stands beside others. */
  readonly place: "across" | "beside";
}

/** How many values fall into each bin. */
export function histogramBars(histogram: Histogram, options: HistogramOptions): Chart {
  const values = histogram.counts.map((count, index) => ({
    low: histogram.edges[index]!,
    high: histogram.edges[index + 1]!,
    count,
  }));
  const arrange = options.place === "across" ? acrossThePage : besideOthers;
  return arrange(options.gist, (size) => spec(values, options.axisTitle, size));
}

function spec(
  values: readonly { readonly low: number; readonly high: number; readonly count: number }[],
  axisTitle: string,
  size: ChartSize,
): ChartSpec {
  return {
    ...singleView(size),
    height: size === "small" ? 150 : 200,
    data: { values: [...values] },
    // A gap as wide as the bins allow: none between bars that are a few pixels wide.
    mark: { type: "bar", binSpacing: values.length > 60 ? 0 : 1 },
    encoding: {
      x: {
        field: "low",
        bin: { binned: true },
        type: "quantitative",
        title: axisTitle,
        scale: { zero: false, nice: false },
        axis: { grid: false, tickCount: size === "wide" ? 10 : 5, format: "~g" },
      },
      x2: { field: "high" },
      y: { field: "count", type: "quantitative", title: "examples", axis: { tickCount: 4, format: "~s" } },
    },
  };
}
