import type { Anchor, Baseline, Measurement } from "../model/baseline.ts";
import { differingFields } from "../model/environment.ts";
import type { AnchorComparison, DecisionRule, Verdict } from "../model/verdict.ts";
import { contractChecks } from "./contract-checks.ts";
import { countChecks } from "./count-checks.ts";
import { judge } from "./decide.ts";
import { transfer } from "./transfer.ts";
import { withChecks } from "./with-checks.ts";

/** How strictly a run is held against a stored baseline. */
export interface StoredJudgement {
  readonly rule: DecisionRule;
  /** Stages that were removed on purpose. */
  readonly acceptedStages?: readonly string[];
  /** Whether a baseline of another machine, brought to this one's speed by the calibration kernels, may fail the run. */
  readonly trustsCalibration?: boolean;
}

/**
 * A run against a stored baseline: against the run that was stored last, and against its anchor, the last one that somebody decided on, so
 * that many small steps add up. Both share `alpha`. Counts and contracts are compared with the last one.
 */
export function judgeStored(baseline: Baseline, current: Measurement, how: StoredJudgement): Verdict {
  const { anchor } = baseline;
  const { alpha } = how.rule;
  const shared = anchor === undefined ? how : { ...how, rule: { ...how.rule, alpha: alpha / 2 } };
  const last = judgeOne(baseline, current, shared);
  const isOtherEngine = baseline.environment.v8Version !== current.environment.v8Version;
  const checks = [
    ...countChecks(baseline.counters ?? [], current.counters ?? [], { isOtherEngine }),
    ...contractChecks(baseline.contracts, current.contracts),
  ];
  if (anchor === undefined) return withChecks(last, checks);
  const older = judgeOne(anchor, current, shared);
  const held = { ...last, rule: { ...last.rule, alpha }, anchor: anchorOf(anchor, older) };
  const hasCrept = older.kind === "regressed" && last.kind !== "regressed";
  if (!hasCrept) return withChecks(held, checks);
  return withChecks(
    {
      ...held,
      kind: "regressed",
      blamedStages: older.blamedStages,
      message: `small steps have added up since ${anchor.createdAt.slice(0, 10)}: ${older.message}`,
    },
    checks,
  );
}

function anchorOf({ createdAt, commit }: Anchor, { kind, comparisons }: Verdict): AnchorComparison {
  return { createdAt, commit, kind, comparisons };
}

function judgeOne(
  before: Measurement,
  current: Measurement,
  { rule, acceptedStages = [], trustsCalibration = false }: StoredJudgement,
): Verdict {
  const isOther = differingFields(before.environment, current.environment).length > 0;
  const moved = isOther ? transfer(before, current, rule) : null;
  const verdict = judge(before, moved?.current ?? current, { rule: moved?.rule ?? rule, acceptedStages });
  return moved !== null && trustsCalibration ? { ...verdict, isAdvisory: false } : verdict;
}
