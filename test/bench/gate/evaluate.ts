import { pairedRule } from "../../../src/gate/decision-rule.ts";
import { detectionRate, falseAlarmRate, gatedStageIds } from "../../../src/gate/replay-rates.ts";
import { fromRecorded, type Recording } from "../../../src/model/recording.ts";
import { type PairedRound, pipelineMetricId } from "../../../src/model/round.ts";
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
}

/** What all rules say of all recordings. */
export interface Evaluation {
  readonly machine: string;
  readonly rows: readonly RuleRow[];
  /** Replayed gates over unchanged code, all recordings together. */
  readonly windowCount: number;
  readonly alarmCount: number;
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
  const { cpuModel = "unknown", logicalCoreCount = 0, nodeVersion = "" } = usable[0]?.environment ?? {};
  return {
    machine: `${cpuModel}, ${logicalCoreCount} cores, Node.js ${nodeVersion}`,
    rows,
    windowCount: own.reduce((sum, row) => sum + row.windowCount, 0),
    alarmCount: own.reduce((sum, row) => sum + row.alarmCount, 0),
  };
}

const ownName = "soundings";

type Judged = Pick<RuleRow, "rule" | "windowCount" | "alarmCount" | "found" | "alone">;

function ownRow(rounds: readonly PairedRound[], windowCount: number): Judged {
  const rule = pairedRule();
  const { alarmCount } = falseAlarmRate(rounds, rule, { windowCount, seed: 1 });
  const metricId = gatedStageIds(rounds, rule)[0]!;
  const powers = changes.map((change) =>
    detectionRate(rounds, { metricId, change }, { rule, windowCount: Math.min(500, windowCount), seed: 2 }),
  );
  return {
    rule: ownName,
    windowCount,
    alarmCount,
    found: powers.map(({ detected }) => detected),
    alone: powers.map(({ aloneBlamed }) => aloneBlamed),
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
  const shareOf = (
    all: readonly (readonly string[])[],
    isCounted: (named: readonly string[]) => boolean,
  ): number => all.filter(isCounted).length / Math.max(1, all.length);
  const faulty = changes.map((change) => alarms({ metricId, change }));
  return {
    rule: rule.name,
    windowCount: starts.length,
    alarmCount: alarms(null).filter((named) => named.length > 0).length,
    found: faulty.map((all) => shareOf(all, (named) => named.includes(metricId))),
    alone: faulty.map((all) => shareOf(all, (named) => named.length === 1 && named[0] === metricId)),
  };
}
