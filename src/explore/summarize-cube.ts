import type { ClipCube, CubeCategory, CubeCell, CubeProperty } from "../model/clip-cube.ts";
import { thirdOctaveCentersHertz } from "../model/clip-measurement.ts";
import { powerToDecibels } from "../model/units.ts";
import { quantile, sortedAscending } from "../stats/quantiles.ts";
import { countBy } from "./group-by.ts";
import { compareText, durationSecondsOf, itemLabels, type MeasuredExample } from "./measured-example.ts";
import { powerShareFloor } from "./summarize-frequencies.ts";

/** Cells of label, split and duration at most, whatever the dataset: they bound the size of a page. */
const cellCap = 2400;
const splitCap = 5;
const durationBins = 12;
const propertyBins = 16;
/** Values of a header field that are counted one by one. */
const valueCap = 6;

/** A property that a cube counts. */
interface Reader {
  readonly name: string;
  readonly kind: CubeProperty["kind"];
  readonly read: (item: MeasuredExample) => number | string | null | undefined;
}

const readers: readonly Reader[] = [
  bins("rootMeanSquareDecibels", ({ measurement }) => measurement?.signal?.rootMeanSquareDecibels),
  bins("loudnessLufs", ({ measurement }) => measurement?.signal?.loudnessLufs),
  bins("peakDecibels", ({ measurement }) => measurement?.signal?.peakDecibels),
  bins("noiseFloorDecibels", ({ measurement }) => measurement?.provenance?.noiseFloorDecibels),
  bins("centroidHertz", ({ measurement }) => measurement?.signal?.centroidHertz),
  bins("effectiveBandwidthHertz", ({ measurement }) => measurement?.provenance?.effectiveBandwidthHertz),
  values("sampleRateHertz", ({ measurement }) => headerOf(measurement)?.sampleRateHertz),
  values("codec", ({ measurement }) => headerOf(measurement)?.codec),
  values("channelCount", ({ measurement }) => headerOf(measurement)?.channelCount),
  values("effectiveBitDepth", ({ measurement }) => measurement?.signal?.effectiveBitDepth),
];

function bins(name: string, read: Reader["read"]): Reader {
  return { name, kind: "bins", read };
}

function values(name: string, read: Reader["read"]): Reader {
  return { name, kind: "values", read };
}

function headerOf(measurement: MeasuredExample["measurement"]) {
  return measurement?.clip ?? measurement?.openHeader;
}

/** A property and where each example counts in it; null where it has no value. */
interface Axis {
  readonly property: CubeProperty;
  readonly indexOf: (item: MeasuredExample) => number | null;
}

/** Counts all examples by label, split and duration, and within each cell by level, frequency and format. */
export function summarizeCube(items: readonly MeasuredExample[]): ClipCube {
  const splits = categoriesOf(items, ({ example: { split } }) => (split === null ? [] : [split]), splitCap);
  // Where examples have several labels, each place may hold two cells.
  const perPlace = items.some((item) => itemLabels(item).length > 1) ? 2 : 1;
  const perLabel = Math.max(1, splits.categories.length) * durationBins * perPlace;
  const labels = categoriesOf(items, itemLabels, Math.floor(cellCap / perLabel) - 2);
  const durationEdgesSeconds = edgesOf(
    items.flatMap((item) => durationSecondsOf(item) ?? []),
    durationBins,
  );
  const axes = readers.flatMap((reader) => axisOf(reader, items) ?? []);
  const cells = new Map<string, Counting>();
  for (const item of items) {
    const seconds = durationSecondsOf(item);
    const [split = 0] = splits.indicesOf(item);
    const duration = seconds === null ? null : binOf(durationEdgesSeconds, seconds);
    for (const [order, label] of labels.indicesOf(item).entries()) {
      const place = { label, split, duration, ...(order === 0 ? {} : { isFurther: true as const }) };
      const key = JSON.stringify(place);
      const cell = cells.get(key) ?? emptyCell(place, axes.length);
      cells.set(key, cell);
      count(cell, item, axes);
    }
  }
  return {
    exampleCount: items.length,
    labels: labels.categories,
    splits: splits.categories,
    durationEdgesSeconds,
    properties: axes.map(({ property }) => property),
    bandCentersHertz: thirdOctaveCentersHertz,
    cells: [...cells.values()].sort(byPlace).map((cell) => ({
      ...cell,
      counts: cell.counts.map((own) => Array.from(own, (value) => value ?? 0)),
      bandSums: cell.bandSums.map(Math.round),
    })),
  };
}

type Counting = { -readonly [Field in keyof CubeCell]: CubeCell[Field] } & {
  counts: number[][];
  bandSums: number[];
  bandCounts: number[];
};

function emptyCell(
  place: Pick<CubeCell, "label" | "split" | "duration" | "isFurther">,
  axisCount: number,
): Counting {
  const bands = (): number[] => thirdOctaveCentersHertz.map(() => 0);
  const counts = Array.from({ length: axisCount }, (): number[] => []);
  return { ...place, count: 0, counts, bandSums: bands(), bandCounts: bands() };
}

function byPlace(a: CubeCell, b: CubeCell): number {
  const further = (cell: CubeCell): number => (cell.isFurther === true ? 1 : 0);
  return (
    a.label - b.label ||
    a.split - b.split ||
    (a.duration ?? -1) - (b.duration ?? -1) ||
    further(a) - further(b)
  );
}

function count(cell: Counting, item: MeasuredExample, axes: readonly Axis[]): void {
  cell.count += 1;
  axes.forEach((axis, place) => {
    const index = axis.indexOf(item);
    if (index !== null) cell.counts[place]![index] = (cell.counts[place]![index] ?? 0) + 1;
  });
  const { bandPowers = [], totalPower = 0 } = item.measurement?.signal ?? {};
  if (totalPower === 0) return;
  bandPowers.forEach((power, band) => {
    if (power === null) return;
    cell.bandSums[band]! += 10 * (powerToDecibels(power / totalPower + powerShareFloor) ?? 0);
    cell.bandCounts[band]! += 1;
  });
}

/** Categories, and in which of them an item is: one at least, each once, in the order in which it names them. */
interface Categories {
  readonly categories: readonly CubeCategory[];
  readonly indicesOf: (item: MeasuredExample) => readonly number[];
}

/** The most frequent categories, all others as one, and one for examples without. */
function categoriesOf(
  items: readonly MeasuredExample[],
  keysOf: (item: MeasuredExample) => readonly string[],
  most: number,
): Categories {
  const keys = items.flatMap((item) => keysOf(item));
  const names = byFallingCount(countBy(keys, (key) => key));
  // A rest of one is no rest: its own name says more.
  const shown = names.length <= most + 1 ? names : names.slice(0, most);
  const restCount = names.length - shown.length;
  const hasNone = items.some((item) => keysOf(item).length === 0);
  const categories: CubeCategory[] = [
    ...shown.map((name): CubeCategory => ({ kind: "named", name })),
    ...(restCount > 0 ? [{ kind: "rest", categoryCount: restCount } as const] : []),
    ...(hasNone ? [{ kind: "none" } as const] : []),
  ];
  const places = new Map(shown.map((name, index) => [name, index]));
  const indicesOf = (item: MeasuredExample): readonly number[] => {
    const own = keysOf(item);
    if (own.length === 0) return [categories.length - 1];
    return [...new Set(own.map((key) => places.get(key) ?? shown.length))];
  };
  return { categories, indicesOf };
}

function byFallingCount(counts: Readonly<Record<string, number>>): readonly string[] {
  return Object.entries(counts)
    .sort(([a, x], [b, y]) => y - x || compareText(a, b))
    .map(([name]) => name);
}

/** Null where no example has the property. */
function axisOf({ name, kind, read }: Reader, items: readonly MeasuredExample[]): Axis | null {
  const known = items.map(read).filter((value) => value !== null && value !== undefined);
  if (known.length === 0) return null;
  if (kind === "values") {
    const textsOf = (item: MeasuredExample): readonly string[] => {
      const value = read(item);
      return value === null || value === undefined ? [] : [String(value)];
    };
    const { categories, indicesOf } = categoriesOf(items, textsOf, valueCap);
    const property = { kind, name, values: categories.filter((category) => category.kind !== "none") };
    return { property, indexOf: (item) => (textsOf(item).length === 0 ? null : indicesOf(item)[0]!) };
  }
  const edges = edgesOf(known.map(Number), propertyBins);
  const indexOf = (item: MeasuredExample): number | null => {
    const value = read(item);
    return typeof value === "number" ? binOf(edges, value) : null;
  };
  return { property: { kind, name, edges }, indexOf };
}

/** Edges of bins of one round width that hold the middle 98 % of `values`: `most` of them at most. */
function edgesOf(values: readonly number[], most: number): readonly number[] {
  if (values.length === 0) return [];
  const sorted = sortedAscending(values);
  const [low, high] = [quantile(sorted, 0.01), quantile(sorted, 0.99)];
  const step = roundStep((high - low || Math.abs(low) || 1) / (most - 1));
  const first = Math.floor(low / step);
  const binCount = Math.min(most, Math.floor(high / step) - first + 1);
  // Divided by a whole number where the step is a fraction: 3 * 0.1 would not be 0.3.
  const edge = (index: number): number => (step < 1 ? index / Math.round(1 / step) : index * step);
  return Array.from({ length: binCount + 1 }, (_, index) => edge(first + index));
}

/** The least of 1, 2, 2.5, 5 times a power of ten that is at least `least`. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 2.5, 5, 10].find((multiple) => multiple * power >= least * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** The bin of `value`; the first and the last reach to infinity. */
function binOf(edges: readonly number[], value: number): number {
  const width = (edges.at(-1)! - edges[0]!) / (edges.length - 1);
  const bin = Math.floor((value - edges[0]!) / width + 1e-9);
  return Math.max(0, Math.min(edges.length - 2, bin));
}
