import type { Shortcut } from "../model/dataset-statistics.ts";
import { binnedAccuracy, foldCount } from "../stats/cross-validation.ts";
import { benjaminiHochbergAdjusted } from "../stats/holm.ts";
import { permutationTest } from "../stats/permutation.ts";
import { type BinnedValues, quantileBins } from "../stats/quantile-bins.ts";
import { seededRandom } from "../stats/random.ts";
import { type ClipProperty, clipProperties } from "./clip-properties.ts";
import type { MeasuredExample } from "./measured-example.ts";
import { compareText, hasAudio } from "./measured-example.ts";

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
  const drawn = drawClips(items.filter(hasAudio));
  const tested = targets.flatMap((target) =>
    clipProperties
      .flatMap((property) => testPair(drawn, property, target) ?? [])
      .sort((a, b) => b.balancedAccuracy - a.balancedAccuracy || compareText(a.property, b.property)),
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
function drawClips(items: readonly MeasuredExample[]): readonly MeasuredExample[] {
  return seededRandom(1).shuffle(items).slice(0, mostClips);
}

/** Null where there is nothing to tell, or nothing to tell it by. */
function testPair(drawn: readonly MeasuredExample[], property: ClipProperty, target: Target): Tested | null {
  const known = withFrequentTargets(
    drawn.filter((item) => property.valueOf(item) !== null),
    target,
  );
  const names = [...new Set(known.map(({ example }) => example[target]))];
  const binned = binsOf(known.map(property.valueOf), names.length);
  if (names.length < 2 || binned.binCount < 2) return null;
  const codes = new Map(names.map((name, index) => [name, index]));
  const classes = Uint16Array.from(known, ({ example }) => codes.get(example[target])!);
  const classCount = names.length;
  const accuracyOf = (permuted: Uint16Array): number =>
    binnedAccuracy(binned, { classes: permuted, classCount });
  const balancedAccuracy = accuracyOf(classes);
  const { pValue } = permutationTest(
    balancedAccuracy,
    (random) => accuracyOf(shuffled(classes, random.nextInt)),
    { permutationCount },
  );
  const method =
    `${binned.binCount} bins, ${foldCount}-fold cross-validation, ` +
    `${permutationCount} permutations at most, Benjamini-Hochberg`;
  return {
    property: property.name,
    target,
    balancedAccuracy,
    chance: 1 / classCount,
    pValue,
    count: known.length,
    method,
  };
}

function withFrequentTargets(items: readonly MeasuredExample[], target: Target): readonly MeasuredExample[] {
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

/** Fisher and Yates's shuffle of a copy. */
function shuffled(codes: Uint16Array, nextInt: (bound: number) => number): Uint16Array {
  const copy = codes.slice();
  for (let last = copy.length - 1; last > 0; last -= 1) {
    const other = nextInt(last + 1);
    const held = copy[last]!;
    copy[last] = copy[other]!;
    copy[other] = held;
  }
  return copy;
}
