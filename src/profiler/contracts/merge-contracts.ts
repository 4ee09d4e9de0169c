import type { ChannelMoments, SeenShape, StageContract } from "../../model/pipeline-profile.ts";
import { type Moments, mergeMoments, noMoments } from "../../stats/moments.ts";
import { commonShape } from "./find-numbers.ts";

/** Contracts of all stages by name. */
type Contracts = Readonly<Record<string, StageContract | null>>;

/** What the stages emitted over several runs of one pipeline: as if one contract had looked at the outputs of all of them. Stages in the first run's order. */
export function mergeContracts(runs: readonly Contracts[]): Contracts {
  const [first = {}] = runs;
  return Object.fromEntries(
    Object.keys(first).map((stage) => {
      const known = runs.flatMap((run) => run[stage] ?? []);
      return [stage, known.length === 0 ? null : known.reduce(merged)];
    }),
  );
}

function merged(a: StageContract, b: StageContract): StageContract {
  return {
    ...a,
    dtype: a.dtype === b.dtype ? a.dtype : "mixed",
    shape: a.shape === null || b.shape === null ? null : commonShape(a.shape, b.shape),
    min: outer(Math.min, a.min, b.min),
    max: outer(Math.max, a.max, b.max),
    nanCount: a.nanCount + b.nanCount,
    infinityCount: (a.infinityCount ?? 0) + (b.infinityCount ?? 0),
    sampledCount: a.sampledCount + b.sampledCount,
    valueCount: (a.valueCount ?? 0) + (b.valueCount ?? 0),
    durationMismatchCount: (a.durationMismatchCount ?? 0) + (b.durationMismatchCount ?? 0),
    sampleRatesHertz: [...new Set([...(a.sampleRatesHertz ?? []), ...(b.sampleRatesHertz ?? [])])].sort(
      (x, y) => x - y,
    ),
    shapes: mergedShapes(a.shapes ?? [], b.shapes ?? []),
    channels: mergedChannels(a, b),
  };
}

function outer(choose: (...values: number[]) => number, a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : choose(a, b);
}

function mergedShapes(a: readonly SeenShape[], b: readonly SeenShape[]): readonly SeenShape[] {
  const counts = new Map<string, SeenShape>();
  for (const { shape, count } of [...a, ...b]) {
    const key = shape.join();
    counts.set(key, { shape, count: count + (counts.get(key)?.count ?? 0) });
  }
  return [...counts.values()];
}

function mergedChannels(a: StageContract, b: StageContract): readonly ChannelMoments[] {
  const [one, other] = [momentsOf(a), momentsOf(b)];
  return Array.from({ length: Math.max(one.length, other.length) }, (_, index) => {
    const { count, mean, squaredDeviations } = mergeMoments(
      one[index] ?? noMoments,
      other[index] ?? noMoments,
    );
    return { mean, standardDeviation: Math.sqrt(squaredDeviations / Math.max(1, count)) };
  });
}

/** Channels of one array have equally many values. */
function momentsOf({ channels = [], valueCount = 0 }: StageContract): readonly Moments[] {
  const count = valueCount / Math.max(1, channels.length);
  return channels.map(({ mean, standardDeviation }) => ({
    count,
    mean,
    squaredDeviations: count * standardDeviation ** 2,
  }));
}
