import type { Dataset } from "../../model/dataset.ts";
import type { Finding } from "../../model/finding.ts";
import { correlation } from "../../stats/correlation.ts";
import { momentsOf } from "../../stats/moments.ts";
import { permutationTest } from "../../stats/permutation.ts";
import { groupBy } from "../group-by.ts";
import { type ExampleItem, itemsById, type MeasuredExample } from "../measured-example.ts";
import type { FindingKind } from "./finding-set.ts";
import { datasetFinding, idsOf } from "./finding-set.ts";

/** Examples below which an order says little. */
const fewestExamples = 20;
/** Share of neighbours with one label from which a manifest is sorted, and by chance at most, to tell it apart. */
const sortedShare = 0.9;
const chanceShare = 0.5;
/** Correlation of level and place, in magnitude, from which the level drifts; and the largest p of it. */
const driftCorrelation = 0.3;
const largestP = 0.01;
/** Examples that are named. */
const shownCount = 20;
/** Permutations at most. */
const permutationCount = 499;

const sorted: FindingKind = {
  code: "sorted-by-label",
  severity: "info",
  rule:
    `less than ${100 * sortedShare}% of neighbouring rows have one label, where a random order would give ` +
    `${100 * chanceShare}% or less`,
  expected: "a random order",
};

const drift: FindingKind = {
  code: "level-drift",
  severity: "warning",
  rule:
    `RMS level in dB, less its mean over label and group, correlates with the place in the order by less than ` +
    `${driftCorrelation} in magnitude, or by chance (permutation, p above ${largestP})`,
  expected: 0,
};

/** What the order of the rows (of a manifest) or of the names gives away: sorted labels, and levels that drift. */
export function orderFindings(dataset: Dataset, items: readonly MeasuredExample[]): readonly Finding[] {
  return [...rowsSortedByLabel(dataset, items), ...levelDrift(asListed(dataset, items))];
}

/** What the order of a manifest's rows says of their labels. */
export function rowsSortedByLabel(dataset: Dataset, items: readonly ExampleItem[]): readonly Finding[] {
  // Names are sorted by their nature, and folders of labels too: only a manifest could have had another order.
  return dataset.listedIds === undefined ? [] : sortedByLabel(asListed(dataset, items));
}

function asListed<Item extends ExampleItem>({ listedIds }: Dataset, items: readonly Item[]): readonly Item[] {
  if (listedIds === undefined) return items;
  const byId = itemsById(items);
  return listedIds.flatMap((id) => byId.get(id) ?? []);
}

function sortedByLabel(listed: readonly ExampleItem[]): readonly Finding[] {
  const labels = listed.flatMap(({ example }) => example.label ?? []);
  if (labels.length < fewestExamples) return [];
  const equal = labels.filter((label, index) => label === labels[index + 1]).length / (labels.length - 1);
  const counts = [...groupBy(labels, (label) => label).values()].map((group) => group.length / labels.length);
  const byChance = counts.reduce((sum, share) => sum + share * share, 0);
  if (equal < sortedShare || byChance > chanceShare) return [];
  const message =
    `The rows are sorted by label: ${Math.round(100 * equal)}% of neighbours have one label (in random order ` +
    `${Math.round(100 * byChance)}%); a loader that does not shuffle gives batches of one class.`;
  const examples = idsOf(listed.slice(0, shownCount));
  return [datasetFinding(sorted, { observed: equal, count: labels.length, message, examples })];
}

function levelDrift(listed: readonly MeasuredExample[]): readonly Finding[] {
  const levels = centredLevels(listed);
  if (levels.length < fewestExamples) return [];
  const places = levels.map((_, index) => index);
  const observed = correlation(places, levels);
  if (Math.abs(observed) < driftCorrelation) return [];
  const { pValue } = permutationTest(
    Math.abs(observed),
    (random) => Math.abs(correlation(places, random.shuffle(levels))),
    { permutationCount },
  );
  if (pValue > largestP) return [];
  const way = observed > 0 ? "rises" : "falls";
  const message =
    `The level ${way} along the order of the examples (correlation ${observed.toFixed(2)}, within label and group): ` +
    "the recordings changed over time, and a split by order would divide what differs.";
  // The two ends of the order: listening to them tells more than any place between.
  const examples = idsOf([...listed.slice(0, shownCount / 2), ...listed.slice(-shownCount / 2)]);
  return [datasetFinding(drift, { observed, count: levels.length, message, examples })];
}

/** Levels in order, less the mean of all with the same label and group. */
function centredLevels(listed: readonly MeasuredExample[]): readonly number[] {
  const byKey = new Map<string, number[]>();
  const levels: number[] = [];
  // The list that each level is in: a key of its own for each would be most of what this takes.
  const lists: number[][] = [];
  for (const { example, measurement } of listed) {
    const decibels = measurement?.signal?.rootMeanSquareDecibels ?? null;
    if (decibels === null) continue;
    const key = JSON.stringify([example.label, example.group]);
    const list = byKey.get(key) ?? [];
    byKey.set(key, list);
    list.push(decibels);
    levels.push(decibels);
    lists.push(list);
  }
  const means = new Map([...byKey.values()].map((list) => [list, momentsOf(list).mean] as const));
  return levels.map((decibels, index) => decibels - means.get(lists[index]!)!);
}
