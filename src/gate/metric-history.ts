import { differingFields, type Environment } from "../model/environment.ts";
import { type HistoryEntry, type HistoryValue, historySchemaVersion } from "../model/gate-history.ts";
import type { ChangePoint, MetricHistory, Verdict } from "../model/verdict.ts";
import { levelShifts } from "../stats/level-shifts.ts";

/** Gates that a report shows at most. */
const shownCount = 200;

/** Shifts of less than this share are no change points: noise of the machine, however often it repeats. */
const leastChange = 0.02;

/** What of a verdict is worth a line of the history. */
export function historyEntryOf(
  verdict: Verdict,
  context: {
    readonly measuredAt: string;
    readonly commit: string | null;
    readonly environment: Environment;
  },
): HistoryEntry {
  const timed = verdict.comparisons.flatMap(({ metric, current }): [string, HistoryValue][] =>
    current === null ? [] : [[metric.id, { value: current, unit: metric.unit }]],
  );
  const counted = (verdict.checks ?? []).flatMap(
    ({ category, subject, quantity, current }): [string, HistoryValue][] =>
      category === "counter" && typeof current === "number"
        ? [[`${quantity}:${subject ?? "pipeline"}`, { value: current, unit: quantity }]]
        : [],
  );
  return {
    schemaVersion: historySchemaVersion,
    ...context,
    kind: verdict.kind,
    values: Object.fromEntries([...timed, ...counted]),
  };
}

/**
 * Each metric of the last entry over all entries of the same machine class, with the places where its level changed. The last
 * entry is the present gate.
 */
export function metricHistories(entries: readonly HistoryEntry[]): readonly MetricHistory[] {
  const last = entries.at(-1);
  if (last === undefined) return [];
  const alike = entries
    .filter(({ environment }) => differingFields(environment, last.environment).length === 0)
    .slice(-shownCount);
  return Object.entries(last.values).map(([metricId, { unit }]) => {
    const points = alike.flatMap(({ measuredAt, commit, values }) => {
      const held = values[metricId];
      return held === undefined ? [] : [{ measuredAt, commit, value: held.value }];
    });
    return { metricId, unit, points, changePoints: changePointsOf(points.map(({ value }) => value)) };
  });
}

/** Shifts of the logarithms: a machine's noise is a factor. */
function changePointsOf(values: readonly number[]): readonly ChangePoint[] {
  if (values.some((value) => value <= 0)) return [];
  return levelShifts(values.map(Math.log))
    .map(({ index, difference, pValue }) => ({ index, relativeChange: Math.expm1(difference), pValue }))
    .filter(({ relativeChange }) => Math.abs(relativeChange) >= leastChange);
}
