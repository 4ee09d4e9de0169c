import type { TopLevelSpec } from "vega-lite";

/** A chart as plain data. */
export type ChartSpec = TopLevelSpec;

/** Where a drawing of a chart is to stand: across the page, or on a phone. */
export type ChartSize = "wide" | "narrow";

/** Width of a drawing in its own units; on the page it scales with its place. */
export const chartPixels: Readonly<Record<ChartSize, number>> = { wide: 880, narrow: 350 };

/** Room that names on an axis may take, in the units of `chartPixels`. */
export const namePixels: Readonly<Record<ChartSize, number>> = { wide: 210, narrow: 110 };

/** One chart: what it says, and how it is drawn for each place. */
export interface Chart {
  /** What it shows, in words, for those who do not see it. */
  readonly gist: string;
  readonly drawings: readonly { readonly size: ChartSize; readonly spec: ChartSpec }[];
}

/** A chart that goes across the page and has a drawing of its own for phones. */
export function acrossThePage(gist: string, spec: (size: ChartSize) => ChartSpec): Chart {
  return { gist, drawings: (["wide", "narrow"] as const).map((size) => ({ size, spec: spec(size) })) };
}

/** The fields of a spec that every chart of one view has in common. */
export function singleView(size: ChartSize) {
  return { width: chartPixels[size], autosize: { type: "fit-x", contains: "padding" } } as const;
}
