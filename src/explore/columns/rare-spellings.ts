import type { ValueCount } from "../../model/column-tally.ts";
import type { ColumnView, TableView } from "./column-view.ts";
import { editDistance } from "./edit-distance.ts";
import { byFallingCount } from "./summarize-column.ts";
import type { SuspectValue } from "./suspect-value.ts";

/** How much rarer a slip is than what it is taken for. */
const rarityRatio = 4;
/** The same for texts of three letters, where every word is near another. */
const shortRarityRatio = 50;
/** Rows up to which a value is rare, and the share of all rows. */
const rareCount = 10;
const rareShare = 0.002;
/** Share of a text that may differ, besides one letter. */
const differingShare = 0.1;
/** Values of a column that are compared at most: rare ones, and those they may stand for. */
const mostValues = 2000;
const mostCommon = 400;

/** Rare values that are a few letters away from a frequent one, with the same digits. */
export function rareSpellings({ columns }: TableView): readonly SuspectValue[] {
  return columns.filter(({ plan }) => plan.type === "text").flatMap(suspectsOf);
}

function suspectsOf({ plan, values }: ColumnView): readonly SuspectValue[] {
  if (values.length > mostValues) return [];
  const falling = [...values].sort(byFallingCount);
  const most = Math.max(rareCount, rareShare * falling.reduce((sum, { count }) => sum + count, 0));
  const common = falling.filter(({ count }) => count >= rarityRatio).slice(0, mostCommon);
  return falling.flatMap((rare): SuspectValue[] => {
    if (rare.count > most) return [];
    const usual = meantBy(rare, common);
    return usual === null
      ? []
      : [{ column: plan.name, value: String(rare.value), usual, rows: null, why: "rare-spelling" }];
  });
}

/** The frequent value that a rare one is nearest to, if it is near enough. */
function meantBy(rare: ValueCount, common: readonly ValueCount[]): string | null {
  const text = String(rare.value);
  if (text.length < 3) return null;
  const ratio = text.length === 3 ? shortRarityRatio : rarityRatio;
  let best: string | null = null;
  let limit = 1 + Math.floor(differingShare * text.length);
  for (const { value, count } of common) {
    if (count < ratio * rare.count) break;
    const candidate = String(value);
    // What differs in case alone is a variant, and told as one.
    if (candidate.toLowerCase() === text.toLowerCase() || !hasSameDigits(text, candidate)) continue;
    const distance = editDistance(text, candidate, limit);
    if (distance > limit) continue;
    best = candidate;
    // Only what is nearer still is better.
    limit = distance - 1;
    if (limit < 1) break;
  }
  return best;
}

/** Whether two texts have the same digits, but for digits of the second in whose place the first has a letter. */
function hasSameDigits(text: string, candidate: string): boolean {
  if (text.length === candidate.length) {
    return [...candidate].every((sign, index) => {
      const other = text[index]!;
      return sign === other || !/\d/.test(other);
    });
  }
  return text.replace(/\D+/g, " ").trim() === candidate.replace(/\D+/g, " ").trim();
}
