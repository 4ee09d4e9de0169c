import type { GroupKey } from "../model/dataset-statistics.ts";
import { momentsOf, varianceShareBetween } from "../stats/moments.ts";
import { explainedEntropy } from "../stats/mutual-information.ts";
import { permutationTest } from "../stats/permutation.ts";
import { splitCount } from "./find-duplicates.ts";
import { groupBy } from "./group-by.ts";
import type { MeasuredExample } from "./measured-example.ts";
import { type NameToken, nameTokens } from "./name-tokens.ts";

/** Examples that share a value with another, at least. */
const fewestExamples = 20;
/** Share of a part's entropy from which it is another name of the label, or of the split. */
const synonymShare = 0.9;
/** Cohesion from which a part is proposed, and the largest p of it. */
export const leastCohesion = 0.1;
const largestP = 0.01;
const permutationCount = 499;
/** Examples that cohesion is looked at in, at most. */
const mostExamples = 5000;

type Measure = (item: MeasuredExample) => number | null;

/** Where voices, rooms and microphones show. */
const measures: readonly Measure[] = [
  ({ measurement }) => measurement?.signal?.rootMeanSquareDecibels ?? null,
  ({ measurement }) => measurement?.signal?.dcOffset ?? null,
  ({ measurement }) => measurement?.signal?.centroidHertz ?? null,
  ({ measurement }) => measurement?.signal?.bandwidthHertz ?? null,
  ({ measurement }) => measurement?.provenance?.noiseFloorDecibels ?? null,
  ({ measurement }) => measurement?.provenance?.effectiveBandwidthHertz ?? null,
];

/**
 * The part of the names that most looks like a group (speaker, recording, session): its values repeat, it is not another name
 * of label or split, and clips of one value are alike beyond chance in level, offset, spectrum and noise, labels taken apart.
 * Null when examples have groups already, or no part is like that. A running number repeats too, but its clips are not alike.
 */
export function inferGroupKey(items: readonly MeasuredExample[]): GroupKey | null {
  if (items.some(({ example }) => example.group !== null)) return null;
  const proposals = nameTokens(items.map(({ example }) => example.id)).flatMap(
    (token) => proposalOf(items, token) ?? [],
  );
  return proposals.sort((a, b) => b.cohesion - a.cohesion)[0] ?? null;
}

interface Tagged {
  readonly item: MeasuredExample;
  readonly value: string;
}

function proposalOf(items: readonly MeasuredExample[], { place, values }: NameToken): GroupKey | null {
  const tagged = items.flatMap((item, index): readonly Tagged[] => {
    const value = values[index] ?? null;
    return value === null ? [] : [{ item, value }];
  });
  const groups = new Map([...groupBy(tagged, ({ value }) => value)].filter(([, group]) => group.length > 1));
  const repeated = tagged.filter(({ value }) => groups.has(value));
  if (groups.size < 2 || repeated.length < fewestExamples) return null;
  const labelShare = shareExplained(repeated, ({ example }) => example.label);
  const splitShare = shareExplained(repeated, ({ example }) => example.split);
  if (Math.max(labelShare ?? 0, splitShare ?? 0) >= synonymShare) return null;
  const { cohesion, pValue } = cohesionOf(repeated.slice(0, mostExamples));
  if (cohesion < leastCohesion || pValue > largestP) return null;
  const acrossSplits = [...groups]
    .filter(([, group]) => splitCount(group.map(({ item }) => item)) > 1)
    .map(([value]) => value);
  return {
    token: place,
    valueCount: groups.size,
    count: repeated.length,
    labelShare,
    cohesion,
    pValue,
    acrossSplits,
  };
}

function shareExplained(
  tagged: readonly Tagged[],
  keyOf: (item: MeasuredExample) => string | null,
): number | null {
  const known = tagged.filter(({ item }) => keyOf(item) !== null);
  if (known.length === 0) return null;
  return explainedEntropy(
    known.map(({ value }) => value),
    known.map(({ item }) => keyOf(item)!),
  );
}

/** Mean over measures of the corrected share of variance between values, and its p under shuffled values. */
function cohesionOf(tagged: readonly Tagged[]): { cohesion: number; pValue: number } {
  const columns = measures.map((measure) => centred(tagged, measure)).filter((column) => column !== null);
  if (columns.length === 0) return { cohesion: 0, pValue: 1 };
  const meanShare = (values: readonly string[]): number =>
    columns.reduce((sum, column) => sum + correctedShare(column, values), 0) / columns.length;
  const values = tagged.map(({ value }) => value);
  const cohesion = meanShare(values);
  if (cohesion < leastCohesion) return { cohesion, pValue: 1 };
  const { pValue } = permutationTest(cohesion, (random) => meanShare(random.shuffle(values)), {
    permutationCount,
  });
  return { cohesion, pValue };
}

/** A measure less its mean over the item's label; null where some item lacks it or it does not vary. */
function centred(tagged: readonly Tagged[], measure: Measure): readonly number[] | null {
  const column = tagged.map(({ item }) => measure(item));
  if (column.some((value) => value === null)) return null;
  const byLabel = groupBy(
    tagged.map(({ item }, index) => ({ label: item.example.label ?? "", value: column[index]! })),
    ({ label }) => label,
  );
  const means = new Map(
    [...byLabel].map(([label, group]) => [label, momentsOf(group.map(({ value }) => value)).mean]),
  );
  const residuals = tagged.map(({ item }, index) => column[index]! - means.get(item.example.label ?? "")!);
  return residuals.some((value) => Math.abs(value) > 1e-12) ? residuals : null;
}

/** Share of variance between groups less what as many groups have by chance (Ezekiel's adjusted R squared). */
function correctedShare(column: readonly number[], values: readonly string[]): number {
  const groups = groupBy(
    column.map((value, index) => ({ value, key: values[index]! })),
    ({ key }) => key,
  );
  const share = varianceShareBetween(
    [...groups.values()].map((group) => momentsOf(group.map(({ value }) => value))),
  );
  const spare = column.length - groups.size;
  return share === null || spare <= 0 ? 0 : 1 - ((1 - share) * (column.length - 1)) / spare;
}
