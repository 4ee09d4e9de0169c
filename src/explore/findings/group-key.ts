import type { GroupKey } from "../../model/dataset-statistics.ts";
import type { Finding } from "../../model/finding.ts";
import { leastCohesion } from "../infer-group-key.ts";
import type { FindingKind } from "./finding-set.ts";
import { datasetFinding } from "./finding-set.ts";

const kind: FindingKind = {
  code: "inferred-group-across-splits",
  severity: "warning",
  rule:
    "no value of a part of the names lies in more than one split, where values repeat, are neither label nor split, and " +
    `clips that share one are alike (share of variance beyond chance at least ${leastCohesion}, p at most 0.01)`,
  expected: 0,
};

/** What looks like a group in the names, and lies in more than one split. */
export function groupKeyFindings(groupKey: GroupKey | null): readonly Finding[] {
  if (groupKey === null || groupKey.acrossSplits.length === 0) return [];
  const { token, acrossSplits, valueCount, cohesion } = groupKey;
  const message =
    `If ${token} names a group (speaker, recording, session), ${acrossSplits.length} of ${valueCount} groups are in more ` +
    `than one split; clips that share it are alike (${Math.round(100 * cohesion)}% of the variance of level, ` +
    "offset, noise and spectrum). Name it with --label-pattern or --group-column, and split by it.";
  return [
    datasetFinding(kind, {
      observed: acrossSplits.length,
      count: acrossSplits.length,
      message,
      examples: acrossSplits,
    }),
  ];
}
