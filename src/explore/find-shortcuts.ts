import type { Shortcut } from "../model/dataset-statistics.ts";
import { type ClassDeals, classDeals } from "../stats/class-deals.ts";
import { accuracyOfBins, foldCodes, foldCount } from "../stats/cross-validation.ts";
import { benjaminiHochbergAdjusted } from "../stats/holm.ts";
import { permutationTest } from "../stats/permutation.ts";
import { type BinnedValues, quantileBins } from "../stats/quantile-bins.ts";
import { seededRandom } from "../stats/random.ts";
import { clipProperties } from "./clip-properties.ts";
import type { ExampleProperty } from "./example-property.ts";
import { compareText, type ExampleItem, hasAudio, type MeasuredExample } from "./measured-example.ts";

/** False discoveries that are tolerated among all shortcuts that are named. */
export const falseDiscoveryRate = 0.05;
/** Share of the way from chance to certainty, 0..1, from which a property is worth naming. */
export const leastGain = 0.2;

/** One class of six told for certain is a gain of 1/5: no rounding shall hide it. */
const rounding = 1e-9;

/** Clips that a value of the target needs, to be told from others: two in each part. */
const fewestPerValue = 2 * foldCount;
/** Clips that are looked at: enough to see any gain of `leastGain`. */
const mostClips = 5000;
/** Bins of a property at most, and clips per class in one on average at least. */
const mostBins = 32;
const clipsPerBin = 5;
const permutationCount = 999;
/**
 * Standard deviations of accuracy by chance that no permutation reaches: nobody need look. Fewer suffice where by chance ten clips of the smallest class
 * are told: a count of ten passes its mean by six deviations once in a million draws, a count of a few much sooner.
 */
const plainDeviations = { large: 6, small: 10 } as const;
const manyByChance = 10;

const targets = ["label", "split", "group"] as const;
type Target = (typeof targets)[number];

/** A pair that was tested, before the correction for all others. */
type Tested = Omit<Shortcut, "adjustedPValue" | "isShortcut">;

/**
 * How well each cheap property alone tells label, split or group: balanced accuracy of a classifier by bins of equal
 * counts, 5-fold cross-validated, its p by permutation of the target, adjusted over all pairs by Benjamini and Hochberg. Values of
 * the target with fewer than 10 clips are left out; so are properties that do not vary. Of more than 5,000 clips, 5,000
 * are drawn. By target, then by falling accuracy.
 */
export function findShortcuts(items: readonly MeasuredExample[]): readonly Shortcut[] {
  return shortcutsBy(clipProperties, items.filter(hasAudio));
}

/** The same of any examples, by their `properties`. */
export function shortcutsBy<Item extends ExampleItem>(
  properties: readonly ExampleProperty<Item>[],
  items: readonly Item[],
): readonly Shortcut[] {
  const drawn = drawExamples(items);
  const tested = targets.flatMap((target) =>
    testTarget(properties, drawn, target).sort(
      (a, b) => b.balancedAccuracy - a.balancedAccuracy || compareText(a.property, b.property),
    ),
  );
  const adjusted = benjaminiHochbergAdjusted(tested.map(({ pValue }) => pValue));
  return tested.map((pair, index) => ({
    ...pair,
    adjustedPValue: adjusted[index]!,
    isShortcut: adjusted[index]! <= falseDiscoveryRate && gainOf(pair) > leastGain - rounding,
  }));
}

/** How far a balanced accuracy lies from chance (0) to certainty (1). */
function gainOf({ balancedAccuracy, chance }: Tested): number {
  return (balancedAccuracy - chance) / (1 - chance);
}

/** In an order without meaning, so that cross-validation does not follow that of the files. */
function drawExamples<Item>(items: readonly Item[]): readonly Item[] {
  return seededRandom(1).shuffle(items).slice(0, mostClips);
}

/** Clips with a target each, and the same targets dealt out to them at random. */
interface Deck<Item> {
  readonly items: readonly Item[];
  readonly classes: Uint16Array;
  readonly classCount: number;
  readonly deals: ClassDeals;
}

/** All properties that vary against one target; properties that the same clips have share the deals of chance. */
function testTarget<Item extends ExampleItem>(
  properties: readonly ExampleProperty<Item>[],
  drawn: readonly Item[],
  target: Target,
): Tested[] {
  let deck: Deck<Item> | null = null;
  const tested: Tested[] = [];
  for (const property of properties) {
    const known = withFrequentTargets(
      drawn.filter((item) => property.valueOf(item) !== null),
      target,
    );
    if (deck === null || !isSameList(deck.items, known)) deck = deckOf(known, target);
    const binned = binsOf(known.map(property.valueOf), deck.classCount);
    if (deck.classCount < 2 || binned.binCount < 2) continue;
    tested.push({ property: property.name, target, ...testBins(binned, deck) });
  }
  return tested;
}

function isSameList<Item>(a: readonly Item[], b: readonly Item[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

function deckOf<Item extends ExampleItem>(items: readonly Item[], target: Target): Deck<Item> {
  const names = [...new Set(items.map(({ example }) => example[target]))];
  const codes = new Map(names.map((name, index) => [name, index]));
  const classes = Uint16Array.from(items, ({ example }) => codes.get(example[target])!);
  const classCount = names.length;
  return { items, classes, classCount, deals: classDeals({ classes, classCount }) };
}

function testBins<Item>(binned: BinnedValues, deck: Deck<Item>): Omit<Tested, "property" | "target"> {
  const { classCount, deals } = deck;
  const accuracyOf = accuracyOfBins(binned, deck);
  const balancedAccuracy = accuracyOf(foldCodes(deck));
  let dealt = 0;
  const { pValue } = permutationTest(balancedAccuracy, () => accuracyOf(deals(dealt++)), {
    permutationCount,
    plainDeviations: plainDeviations[smallestOf(deck) >= manyByChance * classCount ? "large" : "small"],
  });
  const method =
    `${binned.binCount} bins, ${foldCount}-fold cross-validation, ` +
    `${permutationCount} permutations at most, Benjamini-Hochberg`;
  return { balancedAccuracy, chance: 1 / classCount, pValue, count: deck.items.length, method };
}

/** Clips of the smallest class. */
function smallestOf<Item>({ classes, classCount }: Deck<Item>): number {
  const sizes = new Uint32Array(classCount);
  for (const code of classes) sizes[code]! += 1;
  return Math.min(...sizes);
}

function withFrequentTargets<Item extends ExampleItem>(
  items: readonly Item[],
  target: Target,
): readonly Item[] {
  const counts = new Map<string, number>();
  for (const { example } of items) {
    const name = example[target];
    if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return items.filter(({ example }) => (counts.get(example[target] ?? "") ?? 0) >= fewestPerValue);
}

function binsOf(values: readonly (number | string | null)[], classCount: number): BinnedValues {
  if (values.every((value) => typeof value === "number")) {
    const perBin = clipsPerBin * Math.max(1, classCount);
    return quantileBins(values, Math.max(2, Math.min(mostBins, Math.floor(values.length / perBin))));
  }
  const names = [...new Set(values)];
  const codes = new Map(names.map((name, index) => [name, index]));
  return { bins: Uint16Array.from(values, (value) => codes.get(value)!), binCount: names.length };
}
