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
    const own = accepted.filter(({ metricId }) => metricId === comparison.metric.id);
    if (comparison.kind !== "regressed" || !covers(own, comparison, verdict.rule.margin)) return comparison;
    for (const { reason } of own) reasons.add(reason);
    return { ...comparison, kind: "passed" };
  });
  if (reasons.size === 0) return verdict;
  const { rule, machineDifferences, checks = [] } = verdict;
  const decided = withChecks(decide(comparisons, { rule, machineDifferences, acceptedStages }), checks);
  return { ...decided, message: `${decided.message}; accepted, because: ${[...reasons].join("; ")}` };
}

/** Whether a slow-down is no larger than was accepted. What was accepted over one base replaces one another, over one after another it adds up. */
function covers(
  entries: readonly AcceptedRegression[],
  { relativeChange }: Comparison,
  margin: number,
): boolean {
  if (entries.length === 0 || relativeChange === null) return false;
  const byBase = new Map<string, number>();
  for (const { baseCommit, upTo } of entries)
    byBase.set(baseCommit, Math.max(1 + upTo, byBase.get(baseCommit) ?? 1));
  const accepted = [...byBase.values()].reduce((product, factor) => product * factor, 1);
  return relativeChange.low <= accepted * (1 + margin) - 1;
}
