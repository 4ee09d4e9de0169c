import type { Finding } from "../../model/finding.ts";
import { groupBy, groupByEach } from "../group-by.ts";
import { compareText, type ExampleItem, itemLabels } from "../measured-example.ts";
import type { FindingKind, Sighting } from "./finding-set.ts";
import { findingsFor, idsOf } from "./finding-set.ts";

/** Letters below which one letter more or less makes another word, not a slip. */
const fewestLetters = 5;
/** How much rarer the slip must be than the word it is taken for. */
const rarityRatio = 4;

const variant: FindingKind = {
  code: "label-variants",
  severity: "warning",
  rule: "no two labels are equal but for case, accents' coding, spaces and separators",
  expected: "one spelling per class",
};

const misspelt: FindingKind = {
  code: "label-misspelt",
  severity: "warning",
  rule:
    `no label of ${fewestLetters} or more letters is one insertion, deletion, replacement or swap of letters away from ` +
    `another with equal digits that is ${rarityRatio} times as common`,
  expected: "one spelling per class",
};

/** A label that is in use. */
export interface LabelName {
  readonly label: string;
  readonly count: number;
  /** Ids of its examples. */
  readonly examples: readonly string[];
  /** Lower case, without spaces and separators. */
  readonly plain: string;
}

/** Two labels that are likely meant to be one. */
export interface LabelPair {
  /** The rarer one. */
  readonly rare: LabelName;
  readonly common: LabelName;
}

/** Labels that are likely meant to be one: spelt with other case or separators, or one slip of a letter apart. */
export function similarLabels(items: readonly ExampleItem[]): readonly Finding[] {
  const { variants, misspellings } = labelPairs(items);
  const many = (count: number): string => `${count} labels look like another label spelt differently.`;
  return [
    ...findingsFor(variant, variants.map(sighting), many),
    ...findingsFor(misspelt, misspellings.map(sighting), many),
  ];
}

/** All such pairs: those that differ in case and separators, and those a slip apart. */
export function labelPairs(items: readonly ExampleItem[]): {
  readonly variants: readonly LabelPair[];
  readonly misspellings: readonly LabelPair[];
} {
  const names = [...groupByEach(items, itemLabels)].map(([label, group]) => ({
    label,
    count: group.length,
    examples: idsOf(group),
    plain: plainForm(label),
  }));
  return { variants: variants(names), misspellings: misspellings(names) };
}

function plainForm(label: string): string {
  // Signs such as the sharp of "C#" are part of a name; only what separates words is dropped.
  return label
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_\-./]+/gu, "");
}

function variants(names: readonly LabelName[]): readonly LabelPair[] {
  return [...groupBy(names, ({ plain }) => plain).values()].flatMap((group) => {
    const [commonest, ...others] = byFallingCount(group);
    return others.map((rare) => ({ rare, common: commonest! }));
  });
}

function misspellings(names: readonly LabelName[]): readonly LabelPair[] {
  const long = byFallingCount(names).filter(({ plain }) => letterCount(plain) >= fewestLetters);
  const byDeletion = new Map<string, LabelName[]>();
  const found: LabelPair[] = [];
  for (const name of long) {
    const keys = deletions(name.plain);
    // Two texts one edit apart share a text with at most one letter deleted, so only those need comparing.
    const candidates = keys.flatMap((key) => byDeletion.get(key) ?? []);
    const intended = candidates.find((candidate) => isSlipOf(name, candidate));
    if (intended !== undefined) found.push({ rare: name, common: intended });
    for (const key of keys) byDeletion.set(key, [...(byDeletion.get(key) ?? []), name]);
  }
  return found;
}

function byFallingCount(names: readonly LabelName[]): readonly LabelName[] {
  return [...names].sort((a, b) => b.count - a.count || compareText(a.label, b.label));
}

function letterCount(text: string): number {
  return text.match(/\p{Letter}/gu)?.length ?? 0;
}

function deletions(text: string): readonly string[] {
  const shorter = (index: number): string => text.slice(0, index) + text.slice(index + 1);
  return [text, ...Array.from({ length: text.length }, (_, index) => shorter(index))];
}

function isSlipOf(rare: LabelName, common: LabelName): boolean {
  const digitsOf = (text: string): string => text.replace(/\P{Number}+/gu, " ");
  return (
    rare.plain !== common.plain &&
    common.count >= rarityRatio * rare.count &&
    digitsOf(rare.plain).trim() === digitsOf(common.plain).trim() &&
    isOneEditApart(rare.plain, common.plain)
  );
}

/** Whether one insertion, deletion, replacement or swap of neighbours makes `a` of `b` (different texts). */
function isOneEditApart(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  let start = 0;
  while (start < short.length && short[start] === long[start]) start += 1;
  const shortRest = short.slice(start);
  const longRest = long.slice(start);
  if (long.length > short.length) return longRest.slice(1) === shortRest;
  const isReplaced = longRest.slice(1) === shortRest.slice(1);
  const isSwapped =
    longRest[0] === shortRest[1] && longRest[1] === shortRest[0] && longRest.slice(2) === shortRest.slice(2);
  return isReplaced || isSwapped;
}

function sighting({ rare, common }: LabelPair): Sighting {
  return {
    subject: rare.label,
    observed: `${rare.label} (${rare.count})`,
    message: `The label "${rare.label}" (${rare.count}) looks like "${common.label}" (${common.count}).`,
    examples: rare.examples,
  };
}
