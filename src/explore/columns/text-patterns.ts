import type { TextPattern } from "../../model/column-statistics.ts";
import type { ValueCount } from "../../model/column-tally.ts";

const mostPatterns = 10;
const longestPattern = 60;

/** How a text is written: runs of capitals as `A`, of other letters as `a`, of digits as `9`; blanks and signs as they are. */
export function patternOf(text: string): string {
  const head = text.length > 400 ? text.slice(0, 400) : text;
  const pattern = patternOfAscii(head) ?? patternOfAny(head);
  return pattern.length > longestPattern ? `${pattern.slice(0, longestPattern)}…` : pattern;
}

/** The pattern of a text of plain signs, which most are; null for others. */
function patternOfAscii(text: string): string | null {
  let pattern = "";
  let before = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 0x7f) return null;
    const sign = runSigns[code]!;
    if (sign === 0) pattern += text[at];
    else if (sign !== before) pattern += String.fromCharCode(sign);
    before = sign;
  }
  return pattern;
}

/** For each plain sign that of its run: of digits, capitals, letters; 0 for one that stands for itself. */
const runSigns = Uint8Array.from({ length: 0x80 }, (_, code) => {
  const sign = String.fromCharCode(code);
  return /[0-9]/.test(sign) ? 0x39 : /[A-Z]/.test(sign) ? 0x41 : /[a-z]/.test(sign) ? 0x61 : 0;
});

function patternOfAny(text: string): string {
  return text
    .replace(/\p{Nd}+/gu, "9")
    .replace(/\p{Lu}+/gu, "A")
    .replace(/[\p{Ll}\p{Lo}\p{Lm}\p{Lt}\p{M}]+/gu, "a");
}

/** Patterns that are known already: more than one question is asked of a column's values. */
const known = new WeakMap<readonly ValueCount[], readonly string[]>();

/** The pattern of each of a column's values. */
export function patternsOfValues(values: readonly ValueCount[]): readonly string[] {
  const patterns = known.get(values) ?? values.map(({ value }) => patternOf(String(value)));
  known.set(values, patterns);
  return patterns;
}

/** How often each pattern is there. */
export function countPatterns(values: readonly ValueCount[]): ReadonlyMap<string, number> {
  const patterns = patternsOfValues(values);
  const counts = new Map<string, number>();
  values.forEach(({ count }, index) => {
    counts.set(patterns[index]!, (counts.get(patterns[index]!) ?? 0) + count);
  });
  return counts;
}

/** The ten most frequent patterns. */
export function patternsOf(values: readonly ValueCount[]): readonly TextPattern[] {
  return [...countPatterns(values)]
    .map(([pattern, count]) => ({ pattern, count }))
    .sort((a, b) => b.count - a.count || (a.pattern < b.pattern ? -1 : 1))
    .slice(0, mostPatterns);
}
