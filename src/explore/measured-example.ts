import type { ClipMeasurement } from "../model/clip-measurement.ts";
import type { Dataset } from "../model/dataset.ts";
import { type Example, labelsOf } from "../model/example.ts";

/** An example, whatever was measured of it. */
export interface ExampleItem {
  readonly example: Example;
}

/** An example with what was measured of its recording: the row that every section and every finding starts from. */
export interface MeasuredExample extends ExampleItem {
  /** Null when it was not measured. */
  readonly measurement: ClipMeasurement | null;
}

/** An example beside a measurement of some kind. */
type Joined<Measurement> = ExampleItem & { readonly measurement: Measurement | null };

/** What was made of a list of measurements, and of which examples. */
interface Join {
  readonly examples: readonly Example[];
  readonly items: readonly Joined<object>[];
}

// A large list is asked for by the search for copies, the statistics and the counts of one report.
const joins = new WeakMap<readonly object[], Join>();

/** Joins the examples of `dataset`, sorted by id, with their measurements, which come in any order. */
export function joinMeasurements<Measurement extends { readonly exampleId: string } = ClipMeasurement>(
  { examples }: Dataset,
  measurements: readonly Measurement[],
): readonly Joined<Measurement>[] {
  const known = joins.get(measurements);
  // Under these measurements lies what they were joined to.
  if (known?.examples === examples) return known.items as readonly Joined<Measurement>[];
  const measurementOf = finder(examples, measurements);
  const items = examples
    .map((example, index) => ({ example, measurement: measurementOf(example, index) }))
    .sort((a, b) => compareText(a.example.id, b.example.id));
  joins.set(measurements, { examples, items });
  return items;
}

/** Finds the measurement of an example: by its place where all lie in the order of the examples, as those of a whole run do. */
function finder<Measurement extends { readonly exampleId: string }>(
  examples: readonly Example[],
  measurements: readonly Measurement[],
): (example: Example, index: number) => Measurement | null {
  const isInOrder =
    examples.length === measurements.length &&
    examples.every(({ id }, index) => measurements[index]!.exampleId === id);
  if (isInOrder) return (_, index) => measurements[index]!;
  const byId = new Map(measurements.map((measurement) => [measurement.exampleId, measurement]));
  return ({ id }) => byId.get(id) ?? null;
}

/** The item of an example among `items`, which are sorted by id; undefined where there is none. No map of a large set, for a few that are asked for. */
export function itemOf<Item extends ExampleItem>(items: readonly Item[], id: string): Item | undefined {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareText(items[middle]!.example.id, id) < 0) low = middle + 1;
    else high = middle;
  }
  return items[low]?.example.id === id ? items[low] : undefined;
}

/** Items by the id of their example: those of `ids`, or all where left out. */
export function itemsById<Item extends ExampleItem>(
  items: readonly Item[],
  ids?: ReadonlySet<string>,
): ReadonlyMap<string, Item> {
  const byId = new Map<string, Item>();
  // Pairs for the map to be made of would take as much memory again.
  for (const item of items) {
    if (ids === undefined || ids.has(item.example.id)) byId.set(item.example.id, item);
  }
  return byId;
}

/** The labels of an example: none, one or several. */
export function itemLabels({ example }: ExampleItem): readonly string[] {
  return labelsOf(example);
}

/** Whether some audio of it could be decoded. */
export function hasAudio({ measurement }: MeasuredExample): boolean {
  return (measurement?.clip?.frameCount ?? 0) > 0;
}

/** Duration in seconds of what could be decoded, or null where nothing could. */
export function durationSecondsOf(item: MeasuredExample): number | null {
  return hasAudio(item) ? (item.measurement?.clip?.durationSeconds ?? null) : null;
}

/** Order of two texts by their code units: the same on every machine, whatever its language. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
