import type { AnchorComparison, Verdict } from "../model/verdict.ts";

/**
 * A verdict that also knows what the same code says against an older anchor: small steps that have added up fail it, each of which passed. What it says of the
 * last state stays as it is; `older` is a verdict over times alone.
 */
export function anchored(
  last: Verdict,
  older: Verdict,
  { createdAt, commit }: Pick<AnchorComparison, "createdAt" | "commit">,
): Verdict {
  const { kind, comparisons } = older;
  const held = { ...last, anchor: { createdAt, commit, kind, comparisons } };
  const isSlower = last.comparisons.some((comparison) => comparison.kind === "regressed");
  if (kind !== "regressed" || isSlower) return held;
  const message = `small steps have added up since ${createdAt.slice(0, 10)}: ${older.message}`;
  return {
    ...held,
    kind: "regressed",
    blamedStages: older.blamedStages,
    message: last.kind === "regressed" ? `${last.message}; ${message}` : message,
  };
}
