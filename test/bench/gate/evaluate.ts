import { pairedRule } from "../../../src/gate/decision-rule.ts";
import { detectionRate, falseAlarmRate, gatedStageIds } from "../../../src/gate/replay-rates.ts";
import type { Environment } from "../../../src/model/environment.ts";
import { fromRecorded, type Recording } from "../../../src/model/recording.ts";
import { type PairedRound, pipelineMetricId } from "../../../src/model/round.ts";
import type { TrialRate } from "../../../src/model/selftest.ts";
import { clopperPearson } from "../../../src/stats/clopper-pearson.ts";
import { median } from "../../../src/stats/quantiles.ts";
import { alarmsOf, type OtherRule, otherRules, runCount } from "./other-rules.ts";

/** What one rule says of one recording. */
export interface RuleRow {
  readonly condition: string;
  readonly rule: string;
  readonly roundCount: number;
  readonly processorPressure: number | null;
  readonly windowCount: number;
  /** Windows of unchanged code in which it raised an alarm. */
  readonly alarmCount: number;
  /** Share of windows in which it found 10 and 20 % in the slowest stage. */
  readonly found: readonly number[];
  /** Share in which it named that stage and no other. */
  readonly alone: readonly number[];
  /** Of windows that share no round, which alone may stand for independent trials: false alarms, and 10 and 20 % blamed alone. */
  readonly separate: { readonly alarms: TrialRate; readonly alone: readonly TrialRate[] };
}

/** What all rules say of all recordings. */
export interface Evaluation {
  readonly machine: string;
  readonly rows: readonly RuleRow[];
  /** Replayed gates over unchanged code, all recordings together. */
  readonly windowCount: number;
  readonly alarmCount: number;
  /** Of those that share no round. */
  readonly separateAlarms: TrialRate;
  /** Gates that share no round and blamed the slowed stage alone, all recordings together, by slow-down. */
  readonly separateAlone: readonly (TrialRate & { readonly change: number })[];
}

const changes = [0.1, 0.2];
/** Rounds below which a recording says nothing. */
const leastRoundCount = 48;

/** Lets the gate and the other tools' rules judge every recording, shared out so that all windows together are `windowCount`. */
export function evaluate(recordings: readonly Recording[], windowCount: number): Evaluation {
  const usable = recordings.filter(({ rounds }) => rounds.length >= leastRoundCount);
  const each = Math.ceil(windowCount / Math.max(1, usable.length));
  const rows = usable.flatMap((recording) => {
    const rounds = recording.rounds.map((round) => fromRecorded(round, recording));
    const pressures = recording.rounds.flatMap(({ processorPressure: p }) => (p === null ? [] : [p]));
    const common = {
      condition: recording.condition,
      roundCount: rounds.length,
      processorPressure: median(pressures) ?? null,
    };
    return [
      { ...common, ...ownRow(rounds, each) },
      ...otherRules.map((rule) => ({ ...common, ...otherRow(rounds, rule) })),
    ];
  });
  const own = rows.filter(({ rule }) => rule === ownName);
  const machines = new Set(usable.map(({ environment }) => machineText(environment)));
  return {
    machine: [...machines].join(" and ") || "no machine",
    rows,
    windowCount: own.reduce((sum, row) => sum + row.windowCount, 0),
    alarmCount: own.reduce((sum, row) => sum + row.alarmCount, 0),
    separateAlarms: together(own.map(({ separate }) => separate.alarms)),
    separateAlone: changes.map((change, index) => ({
      change,
      ...together(own.map(({ separate }) => separate.alone[index]!)),
    })),
  };
}

/** The class of a machine, without a quota: that is the recording's condition. */
export function machineText({
  cpuModel,
  logicalCoreCount,
  memoryClassBytes,
  nodeVersion,
}: Environment): string {
  return `${cpuModel}, ${logicalCoreCount} cores, up to ${memoryClassBytes / 2 ** 30} GiB, Node.js ${nodeVersion}`;
}

function together(rates: readonly TrialRate[]): TrialRate {
  return rateOf(
    rates.reduce((sum, { hitCount }) => sum + hitCount, 0),
    rates.reduce((sum, { trialCount }) => sum + trialCount, 0),
  );
}

/** A rate with Clopper and Pearson's 95 % interval. */
export function rateOf(hitCount: number, trialCount: number): TrialRate {
  const { low, high } = clopperPearson(hitCount, trialCount);
  return { trialCount, hitCount, low, high };
}

const ownName = "soundings";

type Judged = Pick<RuleRow, "rule" | "windowCount" | "alarmCount" | "found" | "alone" | "separate">;

function ownRow(rounds: readonly PairedRound[], windowCount: number): Judged {
  const rule = pairedRule();
  const unchanged = falseAlarmRate(rounds, rule, { windowCount, seed: 1 });
  const metricId = gatedStageIds(rounds, rule)[0]!;
  const powers = changes.map((change) =>
    detectionRate(rounds, { metricId, change }, { rule, windowCount: Math.min(500, windowCount), seed: 2 }),
  );
  return {
    rule: ownName,
    windowCount,
    alarmCount: unchanged.alarmCount,
    found: powers.map(({ detected }) => detected),
    alone: powers.map(({ aloneBlamed }) => aloneBlamed),
    separate: { alarms: unchanged.separate, alone: powers.map(({ separate }) => separate) },
  };
}

function otherRow(rounds: readonly PairedRound[], rule: OtherRule): Judged {
  const stages = gatedStageIds(rounds, pairedRule());
  const ids = [...stages, pipelineMetricId];
  const metricId = stages[0]!;
  const starts = Array.from({ length: Math.max(0, rounds.length - 2 * runCount + 1) }, (_, start) => start);
  const alarms = (slowed: { readonly metricId: string; readonly change: number } | null) =>
    starts.map((start) =>
      alarmsOf(rounds, start, { rule, ids, slowed }).filter(
        (id) => id !== pipelineMetricId || slowed === null,
      ),
    );
  const isAlone = (named: readonly string[]): boolean => named.length === 1 && named[0] === metricId;
  const faulty = changes.map((change) => alarms({ metricId, change }));
  const unchanged = alarms(null);
  return {
    rule: rule.name,
    windowCount: starts.length,
    alarmCount: unchanged.filter(hasAny).length,
    found: faulty.map((all) => shareOf(all, (named) => named.includes(metricId))),
    alone: faulty.map((all) => shareOf(all, isAlone)),
    separate: {
      alarms: separateRate(unchanged, hasAny),
      alone: faulty.map((all) => separateRate(all, isAlone)),
    },
  };
}

type Named = readonly string[];

const hasAny = (named: Named): boolean => named.length > 0;

function shareOf(all: readonly Named[], isCounted: (named: Named) => boolean): number {
  return all.filter(isCounted).length / Math.max(1, all.length);
}

/** Of the windows that share no round: two times `runCount` rounds each. */
function separateRate(all: readonly Named[], isCounted: (named: Named) => boolean): TrialRate {
  const separate = all.filter((_, start) => start % (2 * runCount) === 0);
  return rateOf(separate.filter(isCounted).length, separate.length);
}
