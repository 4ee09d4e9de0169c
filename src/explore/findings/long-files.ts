import type { Finding } from "../../model/finding.ts";
import type { MeasuredExample } from "../measured-example.ts";
import { durationSecondsOf } from "../measured-example.ts";
import { findingsFor } from "./finding-set.ts";

/** Files so long that only their beginning was measured. */
export function longFiles(items: readonly MeasuredExample[]): readonly Finding[] {
  const kind = {
    code: "file-too-long-sampled",
    severity: "info",
    rule: "recordings of more than 2^25 samples are measured at their beginning",
    expected: null,
  } as const;
  const sightings = items.flatMap((item) => {
    const beginning = item.measurement?.beginningSeconds;
    if (beginning === undefined) return [];
    const length = durationSecondsOf(item) ?? beginning;
    const message = `Its levels and frequencies are those of its first ${minutes(beginning)} of ${minutes(length)} minutes.`;
    return [{ subject: item.example.id, observed: length, message }];
  });
  return findingsFor(
    kind,
    sightings,
    (count) =>
      `${count} files are so long that their levels and frequencies are those of their beginning alone.`,
  );
}

function minutes(seconds: number): string {
  return (seconds / 60).toFixed(1);
}
