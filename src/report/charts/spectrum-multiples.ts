import type { AverageSpectrum } from "../../model/dataset-statistics.ts";
import { displayNames } from "../display-text.ts";
import { acrossThePage, type Chart, type ChartSize, type ChartSpec, chartPixels } from "./chart.ts";

/** Labels that have a small chart of their own, at most. */
export const spectrumCap = 24;

/** How far below the strongest band the axis reaches, in dB; weaker bands are drawn at its lower edge. */
export const spectrumRangeDecibels = 70;

/** One band of one label beside the same band of all. */
interface BandRow {
  readonly name: string;
  readonly hertz: number;
  readonly decibels: number;
  readonly overall: number;
}

// Vega-Lite wants arrays that it may change.
const frequencyTicks: number[] = [100, 1000, 10_000];

/** How many small charts stand in a row. */
const columns: Readonly<Record<ChartSize, number>> = { wide: 4, narrow: 2, small: 1 };

/** The average spectrum of each of `labels` against that of all clips, as small multiples on one pair of axes. */
export function spectrumMultiples(spectrum: AverageSpectrum, labels: readonly string[], gist: string): Chart {
  const names = displayNames(labels, 40);
  const byLabel = new Map(Object.entries(spectrum.byLabel));
  const top = ceiling([spectrum.decibels, ...labels.map((label) => byLabel.get(label) ?? [])]);
  const rows = labels.flatMap((label, index) =>
    bandRows(spectrum, byLabel.get(label) ?? [], names[index]!, top),
  );
  return acrossThePage(gist, (size) => spec(rows, [...names], top, size));
}

/** The next ten decibels above every band. */
function ceiling(spectra: readonly (readonly (number | null)[])[]): number {
  const peaks = spectra.flat().filter((decibels) => decibels !== null);
  return 10 * Math.ceil(peaks.reduce((highest, decibels) => Math.max(highest, decibels), -120) / 10);
}

function bandRows(
  spectrum: AverageSpectrum,
  own: readonly (number | null)[],
  name: string,
  top: number,
): readonly BandRow[] {
  const floor = top - spectrumRangeDecibels;
  return spectrum.bandCentersHertz.flatMap((hertz, band) => {
    const decibels = own[band] ?? null;
    const overall = spectrum.decibels[band] ?? null;
    if (decibels === null || overall === null) return [];
    return [{ name, hertz, decibels: Math.max(floor, decibels), overall: Math.max(floor, overall) }];
  });
}

function spec(rows: readonly BandRow[], names: string[], top: number, size: ChartSize): ChartSpec {
  const width = Math.floor(chartPixels[size] / columns[size]) - 30;
  const reach: [number, number] = [
    rows.reduce((least, row) => Math.min(least, row.hertz), 1000),
    rows.reduce((most, row) => Math.max(most, row.hertz), 1000),
  ];
  const range: [number, number] = [top - spectrumRangeDecibels, top];
  const x = {
    field: "hertz",
    type: "quantitative",
    title: null,
    scale: { type: "log", domain: reach, nice: false },
    axis: {
      values: frequencyTicks,
      labelExpr: "datum.value >= 1000 ? datum.value / 1000 + ' kHz' : datum.value + ' Hz'",
      labelOverlap: false,
    },
  } as const;
  const y = (field: "decibels" | "overall") =>
    ({
      field,
      type: "quantitative",
      title: null,
      scale: { domain: range, nice: false },
      axis: { tickCount: 3, labelExpr: "replace(datum.label, '-', '−')" },
    }) as const;
  return {
    data: { values: [...rows] },
    facet: { field: "name", type: "nominal", sort: names, header: { labelLimit: Math.floor(0.85 * width) } },
    columns: columns[size],
    spacing: { row: 18, column: 12 },
    spec: {
      width,
      height: size === "wide" ? 110 : 90,
      encoding: { x },
      layer: [
        {
          mark: { type: "area", color: "var(--accent-soft)", fillOpacity: 0.55 },
          encoding: { y: y("decibels"), y2: { field: "overall" } },
        },
        {
          mark: { type: "line", color: "var(--muted)", strokeWidth: 1.25, strokeDash: [3, 2] },
          encoding: { y: y("overall") },
        },
        { mark: { type: "line", color: "var(--accent)", strokeWidth: 2 }, encoding: { y: y("decibels") } },
      ],
    },
  };
}
