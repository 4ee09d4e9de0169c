import type { TextPattern } from "../../model/column-statistics.ts";
import type { ValueCount } from "../../model/column-tally.ts";

const mostPatterns = 10;
const longestPattern = 60;

/** How a text is written: runs of capitals as `A`, of other letters as `a`, of digits as `9`; blanks and signs as they are. */
export function patternOf(text: string): string {
  const head = text.length > 400 ? text.slice(0, 400) : text;
  const pattern = head
    .replace(/\p{Nd}+/gu, "9")
    .replace(/\p{Lu}+/gu, "A")
    .replace(/[\p{Ll}\p{Lo}\p{Lm}\p{Lt}\p{M}]+/gu, "a");
  return pattern.length > longestPattern ? `${pattern.slice(0, longestPattern)}…` : pattern;
}

/** The ten most frequent patterns. */
export function patternsOf(values: readonly ValueCount[]): readonly TextPattern[] {
  const counts = new Map<string, number>();
  for (const { value, count } of values) {
    const pattern = patternOf(String(value));
    counts.set(pattern, (counts.get(pattern) ?? 0) + count);
  }
  return [...counts]
    .map(([pattern, count]) => ({ pattern, count }))
    .sort((a, b) => b.count - a.count || (a.pattern < b.pattern ? -1 : 1))
    .slice(0, mostPatterns);
}
