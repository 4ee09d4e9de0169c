import type { Prediction } from "../../model/prediction.ts";
import { displayNames } from "../display-text.ts";
import { formatRatio } from "../format-number.ts";
import { changeText } from "../pipeline/change-text.ts";
import {
  acrossThePage,
  type Chart,
  type ChartSize,
  type ChartSpec,
  namePixels,
  singleView,
} from "./chart.ts";

/** Predictions that a chart shows at most. */
export const predictionCap = 12;

/** What each change would give, with its interval, against what was measured. */
export function predictionIntervals(
  predictions: readonly Prediction[],
  measuredPerSecond: number,
  gist: string,
): Chart {
  const shown = predictions.slice(0, predictionCap);
  const names = displayNames(
    shown.map((prediction) => changeText(prediction.change)),
    48,
  );
  const values = shown.map((prediction, index) => ({
    change: names[index]!,
    center: prediction.examplesPerSecond.center,
    low: prediction.examplesPerSecond.low,
    high: prediction.examplesPerSecond.high,
    speedup: `${prediction.isLeast ? "≥ " : ""}${formatRatio(prediction.speedup)}`,
  }));
  return acrossThePage(gist, (size) => spec(values, measuredPerSecond, size));
}

function spec(
  values: readonly { readonly change: string; readonly high: number }[],
  measured: number,
  size: ChartSize,
): ChartSpec {
  const farthest = values.reduce((most, { high }) => Math.max(most, high), measured);
  const y = {
    field: "change",
    type: "nominal",
    sort: null,
    title: null,
    axis: { labelLimit: namePixels[size] + 20, labelColor: "var(--ink)" },
  } as const;
  const x = {
    type: "quantitative",
    title: "examples per second",
    // Room to the right of the farthest interval for its speed-up.
    scale: { domainMin: 0, domainMax: farthest * (size === "wide" ? 1.08 : 1.25) },
    axis: { tickCount: size === "wide" ? 8 : 4, format: "~s" },
  } as const;
  return {
    ...singleView(size),
    height: { step: 28 },
    data: { values: [...values] },
    layer: [
      {
        data: { values: [{ measured }] },
        mark: { type: "rule", color: "var(--muted)", strokeDash: [4, 3], strokeWidth: 1.5 },
        encoding: { x: { ...x, field: "measured" } },
      },
      {
        mark: { type: "bar", color: "var(--accent-soft)", height: 10, cornerRadius: 3 },
        encoding: { y, x: { ...x, field: "low" }, x2: { field: "high" } },
      },
      {
        mark: { type: "point", filled: true, color: "var(--accent)", size: 80, opacity: 1 },
        encoding: { y, x: { ...x, field: "center" } },
      },
      {
        mark: { type: "text", align: "left", dx: 8, fontWeight: 600 },
        encoding: { y, x: { ...x, field: "high" }, text: { field: "speedup" } },
      },
    ],
  };
}
