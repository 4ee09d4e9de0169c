import type { Comparison, GateReport } from "../model/verdict.ts";
import { formatChange, formatInterval } from "./format-number.ts";
import { metricName } from "./gate/outcome.ts";
import { jsonText } from "./json-text.ts";

/** A comparison of which there is a value now. */
type Measured = Comparison & { readonly current: number };

/**
 * The values of a gate as github-action-benchmark reads them with `tool: customSmallerIsBetter`: a list of name, unit, value, range
 * and extra.
 */
export function githubActionBenchmark(report: GateReport): string {
  const timed = measured(report).map((comparison) => ({
    name: `${report.baselineName}: ${metricName(comparison)}`,
    unit: "ms/example",
    value: comparison.current * 1000,
    ...rangeOf(comparison),
    extra: `${comparison.kind} against the baseline: ${formatChange(comparison.relativeChange?.center)} (${formatInterval(comparison.relativeChange, formatChange)}), ${comparison.currentRoundCount} rounds`,
  }));
  const counted = counters(report).map(({ name, quantity, value, message }) => ({
    ...{ name: `${report.baselineName}: ${name}`, unit: quantity, value, extra: message },
  }));
  return jsonText([...timed, ...counted]);
}

/**
 * The same as Bencher Metric Format: by name, by measure, value with bounds. `latency` is in nanoseconds, as Bencher's own; counters
 * are measures of their own.
 */
export function bencherMetrics(report: GateReport): string {
  const timed = measured(report).map(({ current, relativeChange, ...comparison }) => {
    const bound = (end: number): number => (current * 1e9 * (1 + end)) / (1 + (relativeChange?.center ?? 0));
    const bounds =
      relativeChange === null
        ? {}
        : { lower_value: bound(relativeChange.low), upper_value: bound(relativeChange.high) };
    return [
      `${report.baselineName}/${metricName({ ...comparison, current, relativeChange })}`,
      { latency: { value: current * 1e9, ...bounds } },
    ] as const;
  });
  const all: Record<string, Record<string, object>> = Object.fromEntries(timed);
  for (const { name, quantity, value } of counters(report)) {
    const key = `${report.baselineName}/${name}`;
    all[key] = { ...all[key], [slug(quantity)]: { value } };
  }
  return jsonText(all);
}

function measured({ comparisons }: GateReport): readonly Measured[] {
  return comparisons.filter((comparison): comparison is Measured => comparison.current !== null);
}

function rangeOf({ current, relativeChange }: Measured): { readonly range?: string } {
  if (relativeChange === null) return {};
  const half =
    (current * 1000 * (relativeChange.high - relativeChange.low)) / 2 / (1 + relativeChange.center);
  return { range: `± ${Number(half.toPrecision(3))}` };
}

function counters({ checks = [] }: GateReport) {
  return checks.flatMap(({ category, subject, quantity, current, message }) =>
    category === "counter" && typeof current === "number"
      ? [{ name: subject ?? "whole pipeline", quantity, value: current, message }]
      : [],
  );
}

/** A name as Bencher's measures have it: lower case and hyphens. */
function slug(quantity: string): string {
  return quantity
    .replace(/([a-z])([A-Z])/g, "$1-$2")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .toLowerCase();
}
