import type { Comparison, ComparisonKind, DecisionRule } from "../../model/verdict.ts";
import { displayNames } from "../display-text.ts";
import { formatChange, formatShare } from "../format-number.ts";
import {
  acrossThePage,
  type Chart,
  type ChartSize,
  type ChartSpec,
  namePixels,
  singleView,
} from "./chart.ts";

/** The colour of each outcome. */
export const outcomeColors: Readonly<Record<ComparisonKind, string>> = {
  regressed: "var(--error)",
  inconclusive: "var(--warning)",
  passed: "var(--good)",
  improved: "var(--info)",
  missing: "var(--muted)",
  new: "var(--muted)",
};

/** One row of the forest. */
interface Row {
  readonly name: string;
  readonly kind: ComparisonKind;
  readonly center: number;
  readonly low: number;
  readonly high: number;
  readonly change: string;
}

/** The change of each metric with its interval, against the margin and the tolerance. */
export function changeForest(comparisons: readonly Comparison[], rule: DecisionRule, gist: string): Chart {
  const names = displayNames(comparisons.map((comparison) => comparison.metric.stage ?? "whole pipeline"));
  const rows = comparisons.flatMap(({ kind, relativeChange }, index): Row[] => {
    if (relativeChange === null) return [];
    const { center, low, high } = relativeChange;
    return [{ name: names[index]!, kind, center, low, high, change: formatChange(center) }];
  });
  return acrossThePage(gist, (size) => spec(rows, rule, size));
}

/** From below the fastest to above the slowest, and never so narrow that the tolerance lies at the edge. */
function domain(rows: readonly Row[], rule: DecisionRule): [number, number] {
  const low = rows.reduce((least, row) => Math.min(least, row.low), -rule.tolerance);
  const high = rows.reduce((most, row) => Math.max(most, row.high), 2 * rule.tolerance);
  const room = 0.08 * (high - low);
  return [low - room, high + room];
}

function spec(rows: readonly Row[], rule: DecisionRule, size: ChartSize): ChartSpec {
  const y = {
    field: "name",
    type: "nominal",
    sort: null,
    title: null,
    axis: { labelLimit: namePixels[size], labelColor: "var(--ink)" },
  } as const;
  const x = {
    type: "quantitative",
    title: size === "wide" ? "change of time per example (right is slower)" : "change (right is slower)",
    scale: { domain: domain(rows, rule), nice: false },
    axis: { format: "+.0%", tickCount: size === "wide" ? 9 : 5 },
  } as const;
  const color = {
    field: "kind",
    type: "nominal",
    legend: null,
    scale: { domain: Object.keys(outcomeColors), range: Object.values(outcomeColors) },
  } as const;
  return {
    ...singleView(size),
    height: { step: 34 },
    data: { values: [...rows] },
    layer: [
      ...limitLayers(rule, x),
      {
        mark: { type: "rule", strokeWidth: 3, strokeCap: "round" },
        encoding: { y, x: { ...x, field: "low" }, x2: { field: "high" }, color },
      },
      {
        mark: { type: "point", filled: true, size: 90, opacity: 1 },
        encoding: { y, x: { ...x, field: "center" }, color },
      },
      {
        mark: { type: "text", dy: -12, fontWeight: 600, fontSize: 11 },
        encoding: { y, x: { ...x, field: "center" }, text: { field: "change" }, color },
      },
    ],
  };
}

/** Lines at no change, at the margin and at the tolerance; the two names stand on either side, so that they never meet. */
function limitLayers(rule: DecisionRule, x: object) {
  const line = (at: number, color: string, strokeDash: number[]) => ({
    data: { values: [{ at }] },
    mark: { type: "rule" as const, color, strokeDash },
    encoding: { x: { ...x, field: "at", type: "quantitative" as const } },
  });
  const name = (at: number, text: string, align: "left" | "right") => ({
    data: { values: [{ at, text }] },
    mark: {
      type: "text" as const,
      align,
      dx: align === "left" ? 4 : -4,
      y: -8,
      color: "var(--muted)",
      fontSize: 11,
    },
    encoding: { x: { ...x, field: "at", type: "quantitative" as const }, text: { field: "text" } },
  });
  return [
    line(0, "var(--muted)", []),
    line(rule.margin, "var(--muted)", [2, 3]),
    line(rule.tolerance, "var(--error)", [5, 4]),
    name(rule.margin, `margin ${formatShare(rule.margin)}`, "right"),
    name(rule.tolerance, `tolerance ${formatShare(rule.tolerance)}`, "left"),
  ];
}
