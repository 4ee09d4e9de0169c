import type { NearPair } from "../../model/dataset-statistics.ts";
import type { Finding } from "../../model/finding.ts";
import { nearGroupsOf, type PairOfIds, splitCount } from "../find-duplicates.ts";
import type { ExampleItem, MeasuredExample } from "../measured-example.ts";
import { nearDuplicateRule } from "../near-duplicates.ts";
import type { FindingKind, Sighting } from "./finding-set.ts";
import { datasetFinding, findingsFor, idsOf } from "./finding-set.ts";

/** Two examples that are alike, and how much. */
interface LikePair extends PairOfIds {
  /** -1..1. */
  readonly correlation: number;
}

/** What examples that are alike are called, and what they share. */
export interface LikenessWords<Pair> {
  /** What makes two of them alike, in words. */
  readonly rule: string;
  /** What some pairs do, such as `pairs of clips hold one recording`. */
  readonly pairs: string;
  /** That there are so many of them, and what they went through: a sentence. */
  readonly told: (count: number) => string;
  /** What the two of a pair hold, such as `the same recording`. */
  readonly heldBy: (pair: Pair) => string;
}

const recordings: LikenessWords<NearPair> = {
  rule: nearDuplicateRule,
  pairs: "pairs of clips hold one recording",
  told: (count) =>
    `Pairs of clips that hold one recording or a part of one, though not sample by sample: ${count}; ` +
    "encoded, trimmed, scaled, resampled or cut anew.",
  heldBy: whatOf,
};

/** One recording encoded, trimmed, scaled or resampled twice; worse, with two labels; worse, in two splits. */
export function nearDuplicateFindings(
  items: readonly MeasuredExample[],
  nearPairs: readonly NearPair[],
): readonly Finding[] {
  return likenessFindings(nearPairs, nearGroupsOf(items, nearPairs), recordings);
}

/** The same of any pairs, with the group of examples that each stands for. */
export function likenessFindings<Pair extends LikePair>(
  pairs: readonly Pair[],
  pairGroups: readonly (readonly ExampleItem[])[],
  words: LikenessWords<Pair>,
): readonly Finding[] {
  const { rule } = words;
  const conflict: FindingKind = {
    ...{ code: "near-duplicate-conflict", severity: "error", expected: "one label" },
    rule: `${rule}, and different labels`,
  };
  const leak: FindingKind = {
    ...{ code: "near-duplicate-across-splits", severity: "error", expected: "one split" },
    rule: `${rule}, and different splits`,
  };
  const groups = pairGroups.map((group, index) => ({ pair: pairs[index]!, group }));
  const conflicting = groups.filter(({ group }) => distinct(group, "label").length > 1);
  const leaking = groups.filter(({ group }) => splitCount(group) > 1);
  return [
    ...copiesFinding(pairs, words),
    ...findingsFor(
      conflict,
      conflicting.map((near) => sighting(near, "label", words)),
      (count) => `${count} ${words.pairs} under different labels.`,
    ),
    ...findingsFor(
      leak,
      leaking.map((near) => sighting(near, "split", words)),
      (count) => `${count} ${words.pairs} in different splits: the test is seen in training.`,
    ),
  ];
}

function copiesFinding<Pair extends LikePair>(
  pairs: readonly Pair[],
  { rule, told }: LikenessWords<Pair>,
): readonly Finding[] {
  if (pairs.length === 0) return [];
  const kind: FindingKind = { code: "near-duplicate", severity: "warning", rule, expected: 0 };
  const count = pairs.length;
  const examples = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))];
  return [datasetFinding(kind, { observed: count, count, message: told(count), examples })];
}

function distinct(group: readonly ExampleItem[], field: "label" | "split"): readonly string[] {
  return [...new Set(group.flatMap(({ example }) => example[field] ?? []))].sort();
}

function sighting<Pair extends LikePair>(
  { pair, group }: { readonly pair: Pair; readonly group: readonly ExampleItem[] },
  field: "label" | "split",
  { heldBy }: LikenessWords<Pair>,
): Sighting {
  const observed = distinct(group, field).join(", ");
  const message =
    `${pair.a} and ${pair.b} hold ${heldBy(pair)} (correlation ${pair.correlation.toFixed(3)}) ` +
    `in different ${field}s: ${observed}.`;
  return { subject: pair.a, observed, message, examples: idsOf(group) };
}

function whatOf({ sharedSeconds }: NearPair): string {
  return sharedSeconds === undefined
    ? "the same recording"
    : `${sharedSeconds.toFixed(1)} s of the same recording`;
}
