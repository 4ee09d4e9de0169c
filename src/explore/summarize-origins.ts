import type { OriginCounts, OriginStatistics } from "../model/frequency-statistics.ts";
import type { SpectralOrigin } from "../model/provenance-measurement.ts";
import { countBy } from "./group-by.ts";
import type { MeasuredExample } from "./measured-example.ts";
import { type Partitions, summarizeParts } from "./partitions.ts";

/** What the upper edges of the spectra say of the clips' past: in all, by label and by split. */
export function summarizeOrigins(parts: Partitions): OriginStatistics {
  return { ...countOrigins(parts.all), ...summarizeParts(parts, countOrigins) };
}

function countOrigins(items: readonly MeasuredExample[]): OriginCounts {
  const counts = countBy(items, (item) => originOf(item)?.kind ?? null);
  return {
    fullBandCount: counts["full-band"] ?? 0,
    upsampledCount: counts["upsampled"] ?? 0,
    sourceRatesHertz: countBy(items, (item) => {
      const origin = originOf(item);
      return origin?.kind === "upsampled" ? String(origin.sourceRateHertz) : null;
    }),
    transcodedCount: counts["transcoded"] ?? 0,
    codecs: countBy(items, (item) => {
      const origin = originOf(item);
      return origin?.kind === "transcoded" ? origin.codec : null;
    }),
    unknownCount: counts["unknown"] ?? 0,
  };
}

function originOf({ measurement }: MeasuredExample): SpectralOrigin | null {
  return measurement?.provenance?.origin ?? null;
}
