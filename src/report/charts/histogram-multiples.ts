import type { Histogram } from "../../model/distribution.ts";
import { displayNames } from "../display-text.ts";
import { acrossThePage, type Chart, type ChartSize, type ChartSpec, chartPixels } from "./chart.ts";

/** Labels that have a small histogram of their own, at most. */
export const histogramCap = 24;

/** How many small charts stand in a row. */
const columns: Readonly<Record<ChartSize, number>> = { wide: 4, narrow: 2, small: 1 };

/** One bin of one label. */
interface BinRow {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/** The histogram of each label in bins of its own, as small multiples on one pair of axes. */
export function histogramMultiples(
  histograms: readonly { readonly label: string; readonly histogram: Histogram }[],
  gist: string,
): Chart {
  const names = displayNames(
    histograms.map(({ label }) => label),
    40,
  );
  const rows = histograms.flatMap(({ histogram }, index) => binRows(histogram, names[index]!));
  return acrossThePage(gist, (size) => spec(rows, [...names], size));
}

function binRows({ edges, counts }: Histogram, name: string): readonly BinRow[] {
  return counts.flatMap((count, bin) =>
    count === 0 ? [] : [{ name, low: edges[bin]!, high: edges[bin + 1]!, count }],
  );
}

function spec(rows: readonly BinRow[], names: string[], size: ChartSize): ChartSpec {
  const width = Math.floor(chartPixels[size] / columns[size]) - 30;
  return {
    data: { values: [...rows] },
    facet: { field: "name", type: "nominal", sort: names, header: { labelLimit: Math.floor(0.85 * width) } },
    columns: columns[size],
    spacing: { row: 18, column: 12 },
    spec: {
      width,
      height: 80,
      mark: { type: "bar", color: "var(--accent)", binSpacing: 1 },
      encoding: {
        x: {
          field: "low",
          bin: { binned: true },
          type: "quantitative",
          title: null,
          scale: { zero: false, nice: false },
          axis: { grid: false, tickCount: 4, format: "~g" },
        },
        x2: { field: "high" },
        y: { field: "count", type: "quantitative", title: null, axis: { tickCount: 3, format: "~s" } },
      },
    },
  };
}
