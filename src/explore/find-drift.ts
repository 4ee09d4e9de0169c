import type { Drift, DriftRule } from "../model/drift.ts";
import type { AttributeValue } from "../model/example.ts";
import { benjaminiHochbergAdjusted } from "../stats/holm.ts";
import type { DriftColumn, MeasuredDrift } from "./drift-column.ts";
import { categoryDrift } from "./drift-of-categories.ts";
import { missingDrift } from "./drift-of-missing.ts";
import { numberDrift } from "./drift-of-numbers.ts";
import { compareText } from "./measured-example.ts";

/** The rule where the user sets nothing. */
export const defaultDriftRule: DriftRule = {
  alpha: 0.01,
  leastDistance: 0.1,
  leastShareDistance: 0.05,
  leastMissingDifference: 0.02,
};

/** More distinct values than this make a column of text a column of names, which have no distribution to speak of. */
const categoryLimit = 200;

/**
 * How each column is spread now against before. A drift is large enough by the rule, and no chance after Benjamini and
 * Hochberg's adjustment over all columns: neither a large set's smallest difference nor a small set's luck is one. Examples that are in both
 * sets make the tests conservative. Gravest first.
 */
export function findDrift(
  columns: readonly DriftColumn[],
  rule: DriftRule = defaultDriftRule,
): readonly Drift[] {
  const measured = columns.flatMap(measureColumn);
  const adjusted = benjaminiHochbergAdjusted(measured.map(({ pValue }) => pValue));
  const strictest = rule.alpha / Math.max(1, measured.length);
  return measured
    .map(({ detectableAt, ...drift }, index): Drift => {
      const adjustedPValue = adjusted[index]!;
      const outcome = outcomeOf({ ...drift, adjustedPValue }, rule);
      return { ...drift, outcome, adjustedPValue, detectableEffect: detectableAt(strictest) };
    })
    .sort(
      (a, b) =>
        gravity[a.outcome] - gravity[b.outcome] ||
        Math.abs(b.effect.center) - Math.abs(a.effect.center) ||
        compareText(a.feature, b.feature),
    );
}

const gravity: Readonly<Record<Drift["outcome"], number>> = { drifted: 0, uncertain: 1, steady: 2 };

function measureColumn(column: DriftColumn): readonly MeasuredDrift[] {
  const { before, after } = column;
  if (before.length === 0 || after.length === 0) return [];
  const present = { ...column, before: before.filter(isPresent), after: after.filter(isPresent) };
  const missing = missingDrift(column);
  if (present.before.length === 0 || present.after.length === 0) return missing;
  const values = [...present.before, ...present.after];
  if (!column.isCategory && values.every(isNumber)) {
    const numbers = { ...present, before: present.before.map(Number), after: present.after.map(Number) };
    return [...numberDrift(numbers), ...missing];
  }
  const categories = new Set(values.map(String));
  const isNames = categories.size > Math.min(categoryLimit, Math.max(2, values.length / 2));
  return isNames ? missing : [...categoryDrift(present), ...missing];
}

/** A number, or a text that is one: a CSV file holds nothing but text. */
function isNumber(value: AttributeValue): boolean {
  if (typeof value === "number") return true;
  return typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value));
}

function isPresent(value: AttributeValue): boolean {
  return value !== null;
}

function outcomeOf(
  { kind, scope, effect, adjustedPValue }: Pick<Drift, "kind" | "scope" | "effect" | "adjustedPValue">,
  rule: DriftRule,
): Drift["outcome"] {
  const least = {
    number: rule.leastDistance,
    category: rule.leastShareDistance,
    missing: rule.leastMissingDifference,
  }[kind];
  if (Math.abs(effect.center) < least) return "steady";
  if (adjustedPValue <= rule.alpha) return "drifted";
  // A handful of newcomers is always unlike the rest: that says nothing.
  return scope === "all" ? "uncertain" : "steady";
}
