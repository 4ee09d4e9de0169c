import { isNumeric } from "../../model/column-plan.ts";
import type { Finding } from "../../model/finding.ts";
import { shareWords } from "../../model/share-words.ts";
import type { FindingKind, Sighting } from "../findings/finding-set.ts";
import type { ColumnView, TableView } from "./column-view.ts";
import { sightColumns } from "./sight-columns.ts";

/** Share of a column's values that are there once, from which it looks like a key. */
const nearlyUniqueShare = 0.95;
const fewestForKey = 50;
/** Distance from the quartiles, in units of their own, from which a number is far out (Tukey, 1977). */
const farFence = 3;
const fewestForOutliers = 20;
/** Numbers that stand for something missing more often than for themselves. */
const sentinels = new Set([
  -1, -9, -99, -999, -9999, -99999, 99, 999, 9999, 99999, 999999, -32768, 2147483647, -2147483648,
]);
const fewestSentinels = 3;

const constant: FindingKind = {
  code: "column-constant",
  severity: "info",
  rule: "a column has more than one value",
  expected: 2,
};
const nearlyUnique: FindingKind = {
  code: "column-nearly-unique",
  severity: "warning",
  rule: `a column with ${nearlyUniqueShare} different values or more, at least ${fewestForKey}, that are no measurements has none twice`,
  expected: 0,
};
const notFinite: FindingKind = {
  code: "values-not-finite",
  severity: "warning",
  rule: "no number is infinite or NaN",
  expected: 0,
};
const outliers: FindingKind = {
  code: "outliers",
  severity: "info",
  rule: `no number lies more than ${farFence} interquartile ranges beyond the quartiles`,
  expected: 0,
};
const sentinel: FindingKind = {
  code: "sentinel-value",
  severity: "warning",
  rule: `no number such as -999 stands apart from all others (${fewestSentinels} times or more, more than an interquartile range away)`,
  expected: 0,
};

/** What is odd about the values of single columns, whatever they are. */
export function valueFindings({ columns, rowCount }: TableView): readonly Finding[] {
  const all = sightColumns(columns);
  return [
    ...(rowCount > 1 ? all(constant, constantSighting, "have a single value") : []),
    ...all(nearlyUnique, nearlyUniqueSighting, "look like keys, but repeat values"),
    ...all(notFinite, notFiniteSighting, "hold numbers that are not finite"),
    ...all(outliers, outlierSighting, "hold numbers far out"),
    ...all(sentinel, sentinelSighting, "hold a number that stands for something missing"),
  ];
}

function constantSighting({
  plan: { name },
  statistics: { distinctCount, count, nullCount, distinct },
  values,
}: ColumnView): Sighting | null {
  if (distinctCount !== 1 || distinct.method !== "exact" || count < 2) return null;
  const value = String(values[0]?.value ?? "");
  const gaps = nullCount > 0 ? `, where it is not missing` : "";
  return {
    subject: name,
    observed: value,
    count,
    message: `"${name}" is "${value.slice(0, 60)}" in all ${count} rows${gaps}.`,
  };
}

function nearlyUniqueSighting({
  plan: { name, type },
  statistics: { distinct, count },
  values,
  isExact,
}: ColumnView): Sighting | null {
  if (type === "number" || type === "time" || type === "nested" || count < fewestForKey) return null;
  // Only a number that is certain to lie below the count shows a repeated value.
  if (distinct.high >= count || distinct.center < nearlyUniqueShare * count) return null;
  const extra = Math.round(count - distinct.center);
  const examples = isExact ? values.filter((entry) => entry.count > 1).map(({ value }) => String(value)) : [];
  const about = distinct.method === "exact" ? "" : "about ";
  return {
    subject: name,
    observed: extra,
    count: extra,
    message: `"${name}" looks like a key, but ${about}${extra} of ${count} rows repeat an earlier value.`,
    examples,
  };
}

function notFiniteSighting({
  plan: { name },
  statistics: { notFiniteCount = 0 },
}: ColumnView): Sighting | null {
  if (notFiniteCount === 0) return null;
  return {
    subject: name,
    observed: notFiniteCount,
    count: notFiniteCount,
    message: `"${name}" holds ${notFiniteCount} values that are infinite or NaN; no other number counts them.`,
  };
}

function outlierSighting(column: ColumnView): Sighting | null {
  const {
    plan,
    statistics: { quantiles, count },
  } = column;
  if (plan.type !== "integer" && plan.type !== "number") return null;
  if (quantiles === null || quantiles === undefined || count < fewestForOutliers) return null;
  const spread = quantiles["0.75"] - quantiles["0.25"];
  if (spread === 0) return null;
  const [low, high] = [quantiles["0.25"] - farFence * spread, quantiles["0.75"] + farFence * spread];
  const far = column.values
    .map(({ value, count: times }) => ({ value: Number(value), count: times }))
    .filter(({ value }) => value < low || value > high);
  const farCount = far.reduce((sum, { count: times }) => sum + times, 0);
  if (farCount === 0) return null;
  const total = column.values.reduce((sum, { count: times }) => sum + times, 0);
  const worst = far.reduce((most, next) =>
    Math.abs(next.value - quantiles["0.5"]) > Math.abs(most.value - quantiles["0.5"]) ? next : most,
  );
  return {
    subject: plan.name,
    observed: worst.value,
    count: farCount,
    message: `${farCount} of ${total} values of "${plan.name}"${column.isExact ? "" : " that were looked at"} lie far out (${shareWords(farCount / total)}), such as ${worst.value}; the middle half is ${short(quantiles["0.25"])} to ${short(quantiles["0.75"])}.`,
  };
}

function short(value: number): string {
  return String(Number(value.toPrecision(6)));
}

function sentinelSighting({ plan, statistics: { quantiles }, values }: ColumnView): Sighting | null {
  if (!isNumeric(plan.type) || plan.type === "date" || plan.type === "time" || !quantiles) return null;
  const numbers = values
    .map(({ value, count }) => ({ value: Number(value), count }))
    .sort((a, b) => a.value - b.value);
  const spread = Math.max(quantiles["0.75"] - quantiles["0.25"], 1e-9);
  const [first, second] = numbers;
  const [before, last] = numbers.slice(-2);
  for (const [edge, next] of [
    [first, second],
    [last, before],
  ]) {
    if (edge === undefined || next === undefined || numbers.length < 5) continue;
    if (
      !sentinels.has(edge.value) ||
      edge.count < fewestSentinels ||
      Math.abs(edge.value - next.value) <= spread
    )
      continue;
    return {
      subject: plan.name,
      observed: edge.value,
      count: edge.count,
      message: `"${plan.name}" is ${edge.value} in ${edge.count} rows, far from all other values (the nearest is ${next.value}): it may stand for a missing value.`,
    };
  }
  return null;
}
