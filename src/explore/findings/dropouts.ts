import type { Finding } from "../../model/finding.ts";
import type { MeasuredExample } from "../measured-example.ts";
import type { FindingKind } from "./finding-set.ts";
import { findingsFor } from "./finding-set.ts";

/** Shorter runs of equal samples come about by coarse quantisation and by editing. */
const limitSeconds = 0.005;

const dropout: FindingKind = {
  code: "dropout",
  severity: "warning",
  rule: `no run of equal samples of ${limitSeconds} s or more with sound within 30 dB of the peak in the 5 ms on both sides`,
  expected: 0,
};

/** Clips with a gap torn out of their sound: lost packets, full buffers, bad edits. */
export function dropouts(items: readonly MeasuredExample[]): readonly Finding[] {
  const sightings = items.flatMap(({ example, measurement }) => {
    const observed = measurement?.provenance?.longestDropoutSeconds ?? 0;
    if (observed < limitSeconds) return [];
    const message = `The sound drops out; the longest gap lasts ${(1000 * observed).toFixed(0)} ms.`;
    return [{ subject: example.id, observed, message }];
  });
  return findingsFor(dropout, sightings, (count) => `The sound drops out in ${count} clips.`);
}
