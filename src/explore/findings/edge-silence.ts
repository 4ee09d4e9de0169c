import type { Finding } from "../../model/finding.ts";
import type { MeasuredExample } from "../measured-example.ts";
import type { FindingKind } from "./finding-set.ts";
import { findingsFor } from "./finding-set.ts";

/** Silence at an end from here on is worth cutting: half a second of a clip teaches nothing. */
const limitSeconds = 0.5;

const edgeSilence: FindingKind = {
  code: "edge-silence",
  severity: "info",
  rule: `less than ${limitSeconds} s at either end 40 dB below the clip's peak and below -60 dB of full scale`,
  expected: `less than ${limitSeconds} s`,
};

/** Clips with long silence before their first or after their last sound; wholly silent ones are another finding. */
export function edgeSilences(items: readonly MeasuredExample[]): readonly Finding[] {
  const sightings = items.flatMap(({ example, measurement }) => {
    const { leadingSilenceSeconds = 0, trailingSilenceSeconds = 0 } = measurement?.provenance ?? {};
    const observed = Math.max(leadingSilenceSeconds, trailingSilenceSeconds);
    if (observed < limitSeconds || measurement?.signal?.peakDecibels == null) return [];
    const message = `Silence of ${leadingSilenceSeconds.toFixed(2)} s before the first and ${trailingSilenceSeconds.toFixed(2)} s after the last sound.`;
    return [{ subject: example.id, observed, message }];
  });
  return findingsFor(
    edgeSilence,
    sightings,
    (count) => `${count} clips have ${limitSeconds} s or more of silence at an end.`,
  );
}
