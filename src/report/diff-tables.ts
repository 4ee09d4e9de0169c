import type { DatasetDiff } from "../model/dataset-diff.ts";
import type { Drift } from "../model/drift.ts";
import type { DiffCount } from "../model/reference-comparison.ts";
import type { Table } from "../model/table.ts";
import { numbers, rowsTable, texts } from "./rows-table.ts";

/** Two datasets side by side as tables. */
export interface DiffTables {
  /** One row per distribution: feature, kind, scope, outcome, before, after, effect with its interval, measure, p raw and adjusted. */
  readonly drifts: Table;
  /** One row per label and split: list, value, examples before and after. */
  readonly counts: Table;
}

/** The parts of `diff.json` that people sort, filter and join. Values are unrounded; missing ones are null. */
export function diffTables({ drifts, labels, splits }: DatasetDiff): DiffTables {
  const counted = [
    ...labels.map((count) => ({ list: "labels", ...count })),
    ...splits.map((count) => ({ list: "splits", ...count })),
  ];
  return {
    drifts: driftTable(drifts),
    counts: rowsTable<DiffCount & { readonly list: string }>("counts", counted, [
      texts("list", ({ list }) => list),
      texts("value", ({ value }) => value),
      numbers("before", ({ before }) => before),
      numbers("after", ({ after }) => after),
    ]),
  };
}

function driftTable(drifts: readonly Drift[]): Table {
  return rowsTable("drifts", drifts, [
    texts("feature", ({ feature }) => feature),
    texts("kind", ({ kind }) => kind),
    texts("scope", ({ scope }) => scope),
    texts("outcome", ({ outcome }) => outcome),
    numbers("beforeCount", ({ beforeCount }) => beforeCount),
    numbers("afterCount", ({ afterCount }) => afterCount),
    numbers("before", ({ before }) => before),
    numbers("after", ({ after }) => after),
    numbers("effect", ({ effect }) => effect.center),
    numbers("effect:low", ({ effect }) => effect.low),
    numbers("effect:high", ({ effect }) => effect.high),
    texts("measure", ({ measure }) => measure),
    numbers("pValue", ({ pValue }) => pValue),
    numbers("adjustedPValue", ({ adjustedPValue }) => adjustedPValue),
  ]);
}
