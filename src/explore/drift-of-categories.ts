import type { ShareChange } from "../model/drift.ts";
import type { AttributeValue } from "../model/example.ts";
import { chiSquareHomogeneity, chiSquareUpperQuantile } from "../stats/chi-square.ts";
import { benjaminiHochbergAdjusted } from "../stats/holm.ts";
import { populationStability } from "../stats/population-stability.ts";
import { shareDifference } from "../stats/share-difference.ts";
import { totalVariation } from "../stats/total-variation.ts";
import type { DriftColumn, MeasuredDrift } from "./drift-column.ts";
import { compareText } from "./measured-example.ts";

const confidenceLevel = 0.95;

/** Categories that a report lists. */
const listedCount = 20;

/** How categories are shared out now against before: total variation, Pearson's chi-square, and Fisher's test of each category. None of the values is missing. */
export function categoryDrift({ feature, scope, before, after }: DriftColumn): readonly MeasuredDrift[] {
  const [was, is] = [countValues(before), countValues(after)];
  const categories = [...new Set([...was.keys(), ...is.keys()])].sort(compareText);
  const counts = (side: ReadonlyMap<string, number>): readonly number[] =>
    categories.map((category) => side.get(category) ?? 0);
  const [first, second] = [counts(was), counts(is)];
  const { distance, low, high } = totalVariation(first, second, confidenceLevel);
  const { pValue: pOfAll, degreesOfFreedom } = chiSquareHomogeneity(first, second);
  const { shares, pOfOne } = shareChanges(categories, first, second);
  // Of many categories one that moves is lost among the others: either way of looking counts, at twice its p. Of two it is the same.
  const ways = degreesOfFreedom > 1 ? 2 : 1;
  return [
    {
      feature,
      kind: "category",
      scope,
      beforeCount: before.length,
      afterCount: after.length,
      before: null,
      after: null,
      effect: {
        ...{ center: distance, low, high, confidenceLevel },
        method: "sampled",
        observationCount: before.length + after.length,
      },
      measure: "total-variation",
      shiftDeviations: null,
      stabilityIndex: populationStability(first, second).index,
      pValue: ways === 1 ? pOfAll : Math.min(1, ways * Math.min(pOfAll, pOfOne)),
      detectableAt: (alpha) =>
        detectableDistance(alpha / ways, degreesOfFreedom, [before.length, after.length]),
      shares,
    },
  ];
}

function countValues(values: readonly AttributeValue[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
  return counts;
}

/**
 * A total variation that is significant wherever it lies: chi-square is at least nm/(n + m) times the square of twice it, by the
 * inequality of Cauchy and Schwarz.
 */
function detectableDistance(
  alpha: number,
  degreesOfFreedom: number,
  [n, m]: readonly [number, number],
): number {
  if (degreesOfFreedom === 0) return 1;
  return Math.min(1, Math.sqrt(chiSquareUpperQuantile(alpha, degreesOfFreedom) * (1 / n + 1 / m)) / 2);
}

/** The categories whose shares changed most, and the smallest p of any, adjusted over them. */
function shareChanges(
  categories: readonly string[],
  before: readonly number[],
  after: readonly number[],
): { readonly shares: readonly ShareChange[]; readonly pOfOne: number } {
  const totals = [before, after].map((counts) => counts.reduce((sum, count) => sum + count, 0));
  const observationCount = totals[0]! + totals[1]!;
  const found = categories.map((category, index) => {
    const [beforeCount, afterCount] = [before[index]!, after[index]!];
    const tested = shareDifference(
      { count: beforeCount, total: totals[0]! },
      { count: afterCount, total: totals[1]! },
      confidenceLevel,
    );
    return { category, beforeCount, afterCount, tested };
  });
  const adjusted = benjaminiHochbergAdjusted(found.map(({ tested }) => tested.pValue));
  const shares = found
    .map(({ tested: { difference, low, high }, ...rest }, index) => ({
      ...rest,
      difference: {
        ...{ center: difference, low, high, confidenceLevel },
        method: "sampled" as const,
        observationCount,
      },
      adjustedPValue: adjusted[index]!,
    }))
    .sort(
      (a, b) =>
        Math.abs(b.difference.center) - Math.abs(a.difference.center) || compareText(a.category, b.category),
    )
    .slice(0, listedCount);
  return { shares, pOfOne: adjusted.reduce((least, p) => Math.min(least, p), 1) };
}
