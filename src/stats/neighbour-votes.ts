/** A point of a feature space with the class that it is said to be of. */
export interface LabelledPoint {
  /** Finite features, the same number for all. */
  readonly features: readonly number[];
  readonly label: string;
}

/** What the nearest neighbours of a point say. */
export interface NeighbourVote {
  /** Indices of its nearest neighbours among the references, nearest first. */
  readonly neighbours: readonly number[];
  /** Share of them, weighed by nearness, of each label, 0..1. */
  readonly shares: ReadonlyMap<string, number>;
}

/**
 * The labels of the `count` nearest of `references` of each point, itself left out, by Euclidean distance of features that are scaled
 * to a median of 0 and an interquartile range of 1 and held within 4 of it, so that no outlier rules a feature. A neighbour weighs one over
 * its distance; labels are weighed by the inverse of their frequency among the references, so that a large class does not win by its size.
 */
export function neighbourVotes(
  points: readonly LabelledPoint[],
  references: readonly number[],
  count: number,
): readonly NeighbourVote[] {
  const scaled = scale(points);
  const weights = labelWeights(references.map((index) => points[index]!.label));
  return points.map((_, index) => {
    const nearest = nearestOf(index, references, { scaled, count });
    const votes = new Map<string, number>();
    let total = 0;
    for (const { reference, squared } of nearest) {
      const { label } = points[reference]!;
      const weight = weights.get(label)! / (Math.sqrt(squared) + 1e-6);
      votes.set(label, (votes.get(label) ?? 0) + weight);
      total += weight;
    }
    return {
      neighbours: nearest.map(({ reference }) => reference),
      shares: new Map([...votes].map(([label, vote]) => [label, vote / total])),
    };
  });
}

function labelWeights(labels: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return new Map([...counts].map(([label, count]) => [label, 1 / count]));
}

interface Near {
  readonly reference: number;
  readonly squared: number;
}

function nearestOf(
  index: number,
  references: readonly number[],
  { scaled, count }: { readonly scaled: readonly Float64Array[]; readonly count: number },
): readonly Near[] {
  const own = scaled[index]!;
  const nearest: Near[] = [];
  for (const reference of references) {
    if (reference === index) continue;
    const limit = nearest.length < count ? Number.POSITIVE_INFINITY : nearest[nearest.length - 1]!.squared;
    const squared = squaredDistance(own, scaled[reference]!, limit);
    if (squared >= limit) continue;
    if (nearest.length === count) nearest.pop();
    let at = nearest.length;
    while (at > 0 && nearest[at - 1]!.squared > squared) at--;
    nearest.splice(at, 0, { reference, squared });
  }
  return nearest;
}

/** At least `limit` when the distance is not below it. */
function squaredDistance(a: Float64Array, b: Float64Array, limit: number): number {
  let sum = 0;
  for (let index = 0; index < a.length && sum < limit; index++) sum += (a[index]! - b[index]!) ** 2;
  return sum;
}

function scale(points: readonly LabelledPoint[]): readonly Float64Array[] {
  const width = points[0]?.features.length ?? 0;
  const scaled = points.map(() => new Float64Array(width));
  for (let feature = 0; feature < width; feature++) {
    const sorted = Float64Array.from(points, ({ features }) => features[feature]!).sort();
    const at = (share: number): number =>
      sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
    const range = at(0.75) - at(0.25);
    if (range === 0) continue;
    points.forEach(({ features }, index) => {
      scaled[index]![feature] = Math.max(-4, Math.min(4, (features[feature]! - at(0.5)) / range));
    });
  }
  return scaled;
}
