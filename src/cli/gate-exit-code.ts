import type { GateReport } from "../model/verdict.ts";
import { exitCodes } from "./exit-codes.ts";

/** What ends a gate with another code than 0. */
export interface GateStrictness {
  readonly failOn: "regression" | "inconclusive";
  readonly warnOnly: boolean;
}

/**
 * The exit code of a verdict: 1 for a regression, a missing stage or a failed check; 3 for what is undecided, where that was asked for;
 * 5 where nothing was measured. Another machine makes times advisory; it does not change what a dataset holds or a stage emits.
 */
export function gateExitCode(report: GateReport, { failOn, warnOnly }: GateStrictness): number {
  const { kind, isAdvisory, comparisons, checks = [] } = report;
  if (comparisons.length === 0 && checks.length === 0) return exitCodes.run;
  if (warnOnly) return 0;
  if (checks.some((check) => check.kind === "failed")) return 1;
  if (!isAdvisory && (kind === "regressed" || kind === "missing")) return 1;
  const isOpen = kind === "inconclusive" || checks.some((check) => check.kind === "inconclusive");
  return isOpen && !isAdvisory && failOn === "inconclusive" ? 3 : 0;
}
