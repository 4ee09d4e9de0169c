import type { Finding } from "../../model/finding.ts";
import type { MeasuredExample } from "../measured-example.ts";
import { findingsFor } from "./finding-set.ts";

/** Files whose header does not say how long they are, where headers alone were read. */
export function unknownDurations(items: readonly MeasuredExample[]): readonly Finding[] {
  const kind = {
    code: "duration-unknown",
    severity: "info",
    rule: "where headers alone are read, a header says how long its recording is",
    expected: "a length in the header",
  } as const;
  const sightings = items.flatMap(({ example, measurement }) => {
    const header = measurement?.openHeader;
    if (header === undefined || measurement?.problem) return [];
    const message = `The ${header.container} header does not say how long the recording is; it is in no duration here.`;
    return [{ subject: example.id, observed: null, message }];
  });
  return findingsFor(
    kind,
    sightings,
    (count) =>
      `${count} files have a header that does not say how long they are; they are in no duration here.`,
  );
}
