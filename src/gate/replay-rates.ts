import { type PairedRound, pipelineMetricId } from "../model/round.ts";
import type { TrialRate } from "../model/selftest.ts";
import type { DecisionRule } from "../model/verdict.ts";
import { clopperPearson } from "../stats/clopper-pearson.ts";
import { seededRandom } from "../stats/random.ts";
import { type AddedChange, type ReplayedGate, replayGate, replayWindowLength } from "./replay.ts";

/** How often gates over recorded rounds of unchanged code raised an alarm. */
export interface FalseAlarmRate {
  /** Gates over windows that overlap, each from another round on or with other coins. */
  readonly windowCount: number;
  readonly alarmCount: number;
  readonly passCount: number;
  readonly inconclusiveCount: number;
  readonly meanRoundCount: number;
  /** Alarms of gates that share no round: the only ones that may stand for independent trials. */
  readonly separate: TrialRate;
}

/** How often a slow-down that was added to recorded rounds was found. */
export interface DetectionRate extends AddedChange {
  readonly windowCount: number;
  /** Share of gates, 0..1, that failed. */
  readonly detected: number;
  /** Share that blamed this stage and no other. */
  readonly aloneBlamed: number;
  readonly meanRoundCount: number;
  /** Of gates that share no round: those that blamed this stage and no other. */
  readonly separate: TrialRate;
}

/** How many windows are replayed, and from which seed. */
export interface ReplayEffort {
  readonly windowCount: number;
  readonly seed: number;
}

/** Replays gates over unchanged code. */
export function falseAlarmRate(
  rounds: readonly PairedRound[],
  rule: DecisionRule,
  effort: ReplayEffort,
): FalseAlarmRate {
  const gates = overlappingGates(rounds, { rule, added: null, ...effort });
  const separate = separateGates(rounds, { rule, added: null, ...effort });
  const countOf = (kind: ReplayedGate["kind"]): number => gates.filter((gate) => gate.kind === kind).length;
  return {
    windowCount: gates.length,
    alarmCount: countOf("regressed"),
    passCount: countOf("passed"),
    inconclusiveCount: countOf("inconclusive"),
    meanRoundCount: meanRoundCount(gates),
    separate: rateOf(separate, ({ kind }) => kind === "regressed"),
  };
}

/** Replays gates over code in which one stage has become slower. */
export function detectionRate(
  rounds: readonly PairedRound[],
  added: AddedChange,
  effort: ReplayEffort & { readonly rule: DecisionRule },
): DetectionRate {
  const gates = overlappingGates(rounds, { added, ...effort });
  const isAlone = ({ blamedIds }: ReplayedGate): boolean =>
    blamedIds.length === 1 && blamedIds[0] === added.metricId;
  return {
    ...added,
    windowCount: gates.length,
    detected: gates.filter(({ kind }) => kind === "regressed").length / gates.length,
    aloneBlamed: gates.filter(isAlone).length / gates.length,
    meanRoundCount: meanRoundCount(gates),
    separate: rateOf(separateGates(rounds, { added, ...effort }), isAlone),
  };
}

interface ReplayPlan extends ReplayEffort {
  readonly rule: DecisionRule;
  readonly added: AddedChange | null;
}

/** As many gates as are asked for, from each round in turn that has a whole window before it. */
function overlappingGates(
  rounds: readonly PairedRound[],
  { rule, added, windowCount, seed }: ReplayPlan,
): readonly ReplayedGate[] {
  const random = seededRandom(seed);
  const startCount = lastStart(rounds) + 1;
  return Array.from({ length: windowCount }, (_, index) =>
    replayGate(rounds, { start: index % startCount, rule, random, added }),
  );
}

/** Gates end to end: each begins with the round after the last one that the gate before it looked at. */
function separateGates(
  rounds: readonly PairedRound[],
  { rule, added, seed }: ReplayPlan,
): readonly ReplayedGate[] {
  const random = seededRandom(seed);
  const gates: ReplayedGate[] = [];
  // Only where a whole window is left: that a gate has a trial must not depend on how long it takes.
  for (let start = 0; start <= lastStart(rounds); start += gates.at(-1)!.usedCount)
    gates.push(replayGate(rounds, { start, rule, random, added }));
  return gates;
}

function rateOf(gates: readonly ReplayedGate[], isHit: (gate: ReplayedGate) => boolean): TrialRate {
  const hitCount = gates.filter(isHit).length;
  const { low, high } = clopperPearson(hitCount, gates.length);
  return { trialCount: gates.length, hitCount, low, high };
}

function meanRoundCount(gates: readonly ReplayedGate[]): number {
  return gates.reduce((sum, { roundCount }) => sum + roundCount, 0) / gates.length;
}

/** Last round from which a whole window is left; the first where the recording is shorter than one. */
function lastStart(rounds: readonly PairedRound[]): number {
  return Math.max(0, rounds.length - replayWindowLength);
}

/** Stages whose share of the whole is large enough to be told apart, the largest first. */
export function gatedStageIds(
  rounds: readonly PairedRound[],
  { negligibleShare }: DecisionRule,
): readonly string[] {
  const shares = new Map<string, number>();
  for (const { base } of rounds) {
    const whole = base.secondsPerExample[pipelineMetricId] ?? Number.NaN;
    for (const [id, seconds] of Object.entries(base.secondsPerExample)) {
      shares.set(id, (shares.get(id) ?? 0) + seconds / whole / rounds.length);
    }
  }
  return [...shares]
    .filter(([id, share]) => id !== pipelineMetricId && share >= negligibleShare)
    .sort((a, b) => b[1] - a[1])
    .map(([id]) => id);
}
