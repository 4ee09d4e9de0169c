import type { Anchor, Baseline, Measurement } from "../model/baseline.ts";
import { differingFields } from "../model/environment.ts";
import type { Check, DecisionRule, Verdict } from "../model/verdict.ts";
import { anchored } from "./anchored.ts";
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
 * that many small steps add up. Both share `alpha`. Counts are compared with both, contracts with the last one.
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
  const held = anchored({ ...last, rule: { ...last.rule, alpha } }, older, anchor);
  return withChecks(held, [...checks, ...creepOfCounts(anchor, current, checks)]);
}

/** More of what may grow a little from step to step, and has grown by more than that since the anchor. What fails already is not told twice. */
function creepOfCounts(anchor: Anchor, current: Measurement, told: readonly Check[]): readonly Check[] {
  const isOtherEngine = anchor.environment.v8Version !== current.environment.v8Version;
  const failed = new Set(told.filter(({ kind }) => kind === "failed").map(keyOf));
  return countChecks(anchor.counters ?? [], current.counters ?? [], { isOtherEngine })
    .filter((check) => check.kind === "failed" && !failed.has(keyOf(check)))
    .map((check) => ({
      ...check,
      quantity: `${check.quantity}:crept`,
      message: `small steps have added up since ${anchor.createdAt.slice(0, 10)}: ${check.message}`,
    }));
}

function keyOf({ subject, quantity }: Check): string {
  return `${quantity}:${subject}`;
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
