import type { Slice, SliceColumn } from "../model/column-statistics.ts";
import type { Dataset } from "../model/dataset.ts";
import type { DatasetSnapshot } from "../model/dataset-snapshot.ts";
import type { Drift } from "../model/drift.ts";
import type { AttributeValue } from "../model/example.ts";
import { fewestRows, mostSlices } from "./columns/find-slices.ts";
import type { DriftColumn } from "./drift-column.ts";
import { driftColumns } from "./drift-columns.ts";
import { findDrift } from "./find-drift.ts";
import { groupBy } from "./group-by.ts";
import { compareText } from "./measured-example.ts";
import { checkField, fieldOf, roleOf } from "./selection-units.ts";

/** One value of the field, and the columns of its examples beside all others. */
interface Cut {
  readonly value: string;
  readonly count: number;
  readonly columns: readonly DriftColumn[];
}

/**
 * A dataset of files cut by the values of a field (label, split, group or a column): each of the 12 largest slices of 20 examples and more beside all other
 * examples, by everything that datasets are compared by. p is adjusted over all slices and columns.
 * @throws SoundingsError ("usage") when no example says anything under that name
 */
export function sliceExamples(
  { examples, columns: roles }: Dataset,
  snapshot: DatasetSnapshot,
  column: string,
): readonly Slice[] {
  const items = examples.map((example) => ({ example }));
  const by = roleOf(items, column, roles ?? {});
  checkField(items, by);
  const values = new Map(items.map((item) => [item.example.id, fieldOf(item, by)]));
  const cuts = [...groupBy(snapshot.examples, ({ id }) => values.get(id) ?? null)]
    .filter(([, own]) => own.length >= fewestRows)
    .sort(([a, these], [b, those]) => those.length - these.length || compareText(a, b))
    .slice(0, mostSlices)
    .map(([value, own]): Cut => {
      const rest = snapshot.examples.filter(({ id }) => values.get(id) !== value);
      const columns = driftColumns({ ...snapshot, examples: rest }, { ...snapshot, examples: own }, []);
      return { value, count: own.length, columns: columns.filter(({ feature }) => nameOf(feature) !== by) };
    });
  const drifts = driftsOf(cuts);
  return cuts.map(({ value, count, columns }, index) => ({
    value,
    rowCount: count,
    columns: columns.map((column) => describe(column, drifts.get(keyOf(index, column.feature)))),
  }));
}

/** All columns of all slices tested together: each under a name of its own. */
function driftsOf(cuts: readonly Cut[]): ReadonlyMap<string, Drift> {
  const columns = cuts.flatMap((cut, index) =>
    cut.columns.map((column) => ({ ...column, feature: keyOf(index, column.feature) })),
  );
  const drifts = findDrift(columns).filter(({ kind }) => kind !== "missing");
  return new Map(drifts.map((drift) => [drift.feature, drift]));
}

function keyOf(index: number, feature: string): string {
  return `${index} ${feature}`;
}

/** What people call a feature: a column of the manifest by its name. */
function nameOf(feature: string): string {
  return feature.replace(/^column:/, "");
}

function describe({ feature, after }: DriftColumn, drift: Drift | undefined): SliceColumn {
  const present = after.filter((value) => value !== null);
  const isNumber = drift?.kind === "number";
  return {
    column: feature,
    count: present.length,
    nullCount: after.length - present.length,
    median: isNumber ? drift.after : null,
    topValue: isNumber ? null : mostFrequent(present),
    difference: drift === undefined ? null : Math.abs(drift.effect.center),
    adjustedPValue: drift?.adjustedPValue ?? null,
  };
}

function mostFrequent(values: readonly AttributeValue[]): string | null {
  const counts = [...groupBy(values, String)].map(([value, same]) => [value, same.length] as const);
  const [best] = counts.sort(([a, x], [b, y]) => y - x || compareText(a, b));
  return best === undefined ? null : best[0];
}
