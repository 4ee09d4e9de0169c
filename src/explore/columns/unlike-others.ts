import type { ColumnView, TableView } from "./column-view.ts";
import type { SuspectValue } from "./suspect-value.ts";
import { countPatterns, patternsOfValues } from "./text-patterns.ts";

/** Share of a column's values that are written alike, from which another way of writing is suspect. */
const ruleShare = 0.95;
/** A way of writing that is more frequent than this is a custom of its own. */
const mostOfKind = 5;
const fewestValues = 20;
const mostValues = 100_000;

/**
 * Values that are not written as nearly all others of their column, where those hold digits: codes, numbers, dates. Names and sentences
 * are written in too many ways to tell.
 */
export function unlikeOthers({ columns }: TableView): readonly SuspectValue[] {
  return columns.filter(({ plan }) => plan.type === "text").flatMap(suspectsOf);
}

function suspectsOf({ plan, values }: ColumnView): readonly SuspectValue[] {
  if (values.length > mostValues) return [];
  const counts = countPatterns(values);
  const total = values.reduce((sum, { count }) => sum + count, 0);
  const [commonest, share] = [...counts].reduce((most, next) => (next[1] > most[1] ? next : most), ["", 0]);
  if (total < fewestValues || share < ruleShare * total || !commonest.includes("9")) return [];
  const patterns = patternsOfValues(values);
  return values
    .filter((_, index) => counts.get(patterns[index]!)! <= mostOfKind)
    .map(({ value }) => String(value))
    .sort()
    .map((value) => ({ column: plan.name, value, usual: null, rows: null, why: "unlike-others" }));
}
