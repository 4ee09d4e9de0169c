import type { Finding } from "../../model/finding.ts";
import type { MeasuredExample } from "../measured-example.ts";
import type { FindingKind } from "./finding-set.ts";
import { findingsFor } from "./finding-set.ts";

const trueBeyondFullScale: FindingKind = {
  code: "true-peak-over-full-scale",
  severity: "info",
  rule: "true peak (ITU-R BS.1770 Annex 2) at most 0 dBTP where no sample is above full scale",
  expected: 0,
};

/** Clips that exceed full scale between their samples only: they clip when resampled or encoded with loss. */
export function truePeaks(items: readonly MeasuredExample[]): readonly Finding[] {
  const sightings = items.flatMap(({ example, measurement }) => {
    const observed = measurement?.provenance?.truePeakDecibels ?? null;
    if (observed === null || observed <= 0 || (measurement?.signal?.overFullScaleCount ?? 0) > 0) return [];
    const message = `The true peak is ${observed.toFixed(1)} dBTP: resampling or lossy encoding would clip it.`;
    return [{ subject: example.id, observed, message }];
  });
  return findingsFor(
    trueBeyondFullScale,
    sightings,
    (count) => `${count} clips exceed full scale between their samples.`,
  );
}
