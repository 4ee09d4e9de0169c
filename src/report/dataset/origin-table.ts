import type { CountByValue } from "../../model/count-by-value.ts";
import type { DatasetReport } from "../../model/dataset-statistics.ts";
import { tableHtml } from "../components/data-table.ts";
import { formatCount, formatSamplingRate, formatShare } from "../format-number.ts";
import type { Html } from "../html.ts";
import { byFallingCount } from "./overview.ts";

interface Row {
  readonly what: string;
  readonly count: number;
  readonly meaning: string;
}

/** What the upper edges of the clips' spectra say of how they were made, and of how many nothing can be said. */
export function originTable({ frequency: { origins } }: DatasetReport): Html | null {
  if (origins === undefined) return null;
  const { fullBandCount, upsampledCount, transcodedCount, unknownCount } = origins;
  const total = fullBandCount + upsampledCount + transcodedCount + unknownCount;
  if (total === 0) return null;
  const rows: readonly Row[] = [
    { what: "Full band", count: fullBandCount, meaning: "sound up to half the sampling rate" },
    {
      what: "Upsampled",
      count: upsampledCount,
      meaning: `ends at half a lower rate${likely(origins.sourceRatesHertz, (rate) => formatSamplingRate(Number(rate)))}`,
    },
    {
      what: "Transcoded",
      count: transcodedCount,
      meaning: `ends where lossy encoders cut${likely(origins.codecs, String)}`,
    },
    {
      what: "Cannot tell",
      count: unknownCount,
      meaning: "fades out by itself below half the rate, or is silent",
    },
  ];
  return tableHtml(
    "Where the spectra end (sampled)",
    [
      { title: "Upper edge", cell: ({ what }) => what },
      { title: "Clips", kind: "number", cell: ({ count }) => formatCount(count) },
      { title: "Share", kind: "number", cell: ({ count }) => formatShare(count / total) },
      { title: "What it means", kind: "wide", cell: ({ meaning }) => meaning },
    ],
    rows,
  );
}

function likely(counts: CountByValue, write: (value: string) => string): string {
  const values = byFallingCount(counts).map(([value, count]) => `${write(value)} (${formatCount(count)})`);
  return values.length === 0 ? "" : `, likely ${values.join(", ")}`;
}
