import { type PairedRound, pipelineMetricId } from "../model/round.ts";
import type { DecisionRule } from "../model/verdict.ts";
import { clopperPearson, type ProbabilityInterval } from "../stats/clopper-pearson.ts";
import { seededRandom } from "../stats/random.ts";
import { type AddedChange, replayGate, replayWindowLength } from "./replay.ts";

/** How often gates over recorded rounds of unchanged code raised an alarm. */
export interface FalseAlarmRate {
  /** Gates over windows that overlap, each from another round on or with other coins. */
  readonly windowCount: number;
  readonly alarmCount: number;
  readonly passCount: number;
  readonly inconclusiveCount: number;
  readonly meanRoundCount: number;
  /** Windows that share no round: the only number that may stand for independent trials. */
  readonly separateWindowCount: number;
  /** Clopper and Pearson's 95 % interval of the rate, from the separate windows. */
  readonly interval: ProbabilityInterval;
}

/** How often a slow-down that was added to recorded rounds was found. */
export interface DetectionRate extends AddedChange {
  readonly windowCount: number;
  /** Share of gates, 0..1, that failed. */
  readonly detected: number;
  /** Share that blamed this stage and no other. */
  readonly aloneBlamed: number;
  readonly meanRoundCount: number;
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
  { windowCount, seed }: ReplayEffort,
): FalseAlarmRate {
  const random = seededRandom(seed);
  const starts = startsOf(rounds);
  const gates = Array.from({ length: windowCount }, (_, index) =>
    replayGate(rounds, { start: starts[index % starts.length]!, rule, random, added: null }),
  );
  const separate = starts.filter((start) => start % replayWindowLength === 0);
  const separateAlarms = separate.filter(
    (start) =>
      replayGate(rounds, { start, rule, random: seededRandom(seed), added: null }).kind === "regressed",
  ).length;
  const countOf = (kind: string): number => gates.filter((gate) => gate.kind === kind).length;
  return {
    windowCount,
    alarmCount: countOf("regressed"),
    passCount: countOf("passed"),
    inconclusiveCount: countOf("inconclusive"),
    meanRoundCount: gates.reduce((sum, { roundCount }) => sum + roundCount, 0) / windowCount,
    separateWindowCount: separate.length,
    interval: clopperPearson(separateAlarms, separate.length),
  };
}

/** Replays gates over code in which one stage has become slower. */
export function detectionRate(
  rounds: readonly PairedRound[],
  added: AddedChange,
  { rule, windowCount, seed }: ReplayEffort & { readonly rule: DecisionRule },
): DetectionRate {
  const random = seededRandom(seed);
  const starts = startsOf(rounds);
  const gates = Array.from({ length: windowCount }, (_, index) =>
    replayGate(rounds, { start: starts[index % starts.length]!, rule, random, added }),
  );
  const shareOf = (isCounted: (gate: (typeof gates)[number]) => boolean): number =>
    gates.filter(isCounted).length / windowCount;
  return {
    ...added,
    windowCount,
    detected: shareOf(({ kind }) => kind === "regressed"),
    aloneBlamed: shareOf(({ blamedIds }) => blamedIds.length === 1 && blamedIds[0] === added.metricId),
    meanRoundCount: gates.reduce((sum, { roundCount }) => sum + roundCount, 0) / windowCount,
  };
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

/** Rounds from which a whole window is left; from the first where the recording is shorter than one. */
function startsOf(rounds: readonly PairedRound[]): readonly number[] {
  return Array.from({ length: Math.max(1, rounds.length - replayWindowLength + 1) }, (_, start) => start);
}
