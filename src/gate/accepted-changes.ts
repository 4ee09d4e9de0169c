import type { AcceptedRegression } from "../model/baseline.ts";
import type { Comparison, Verdict } from "../model/verdict.ts";
import { decide } from "./decide.ts";
import { withChecks } from "./with-checks.ts";

/**
 * A verdict in which slow-downs that somebody accepted, with a reason and up to a size, no longer fail. What has become slower than was accepted, by more
 * than the margin, still does. Counts and contracts are not times: they are not accepted here.
 */
export function withAccepted(
  verdict: Verdict,
  accepted: readonly AcceptedRegression[],
  acceptedStages: readonly string[] = [],
): Verdict {
  const reasons = new Set<string>();
  const comparisons = verdict.comparisons.map((comparison): Comparison => {
    const entry = accepted.find((one) => covers(one, comparison, verdict.rule.margin));
    if (comparison.kind !== "regressed" || entry === undefined) return comparison;
    reasons.add(entry.reason);
    return { ...comparison, kind: "passed" };
  });
  if (reasons.size === 0) return verdict;
  const { rule, machineDifferences, checks = [] } = verdict;
  const decided = withChecks(decide(comparisons, { rule, machineDifferences, acceptedStages }), checks);
  return { ...decided, message: `${decided.message}; accepted, because: ${[...reasons].join("; ")}` };
}

function covers(entry: AcceptedRegression, { metric, relativeChange }: Comparison, margin: number): boolean {
  return (
    entry.metricId === metric.id &&
    relativeChange !== null &&
    relativeChange.low <= (1 + entry.upTo) * (1 + margin) - 1
  );
}
