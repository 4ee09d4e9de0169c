import type { DatasetComparison } from "../model/dataset-comparison.ts";
import type { DatasetSnapshot, SnapshotExample } from "../model/dataset-snapshot.ts";
import type { DriftRule, ListChange } from "../model/drift.ts";
import { compareFindings } from "./compare-findings.ts";
import { driftColumns } from "./drift-columns.ts";
import { exampleChanges } from "./example-changes.ts";
import { defaultDriftRule, findDrift } from "./find-drift.ts";
import { listChange } from "./list-change.ts";
import { matchExamples } from "./match-examples.ts";

/**
 * Two datasets, example by example and as distributions: who came, went or changed; what drifted; what labels, splits and
 * columns there are now; which findings are new.
 */
export function compareDatasets(
  before: DatasetSnapshot,
  after: DatasetSnapshot,
  rule: DriftRule = defaultDriftRule,
): DatasetComparison {
  const match = matchExamples(before.examples, after.examples);
  return {
    ...(after.kind === undefined ? {} : { kind: after.kind }),
    beforeCount: before.examples.length,
    afterCount: after.examples.length,
    ...exampleChanges(match, before, after),
    lists: listChanges(before, after),
    drifts: findDrift(driftColumns(before, after, match.added), rule),
    ...compareFindings(before, after),
    rule,
  };
}

function listChanges(before: DatasetSnapshot, after: DatasetSnapshot): readonly ListChange[] {
  const lists: readonly [ListChange["list"], (snapshot: DatasetSnapshot) => ReadonlySet<string>][] = [
    ["labels", ({ examples }) => valuesOf(examples, ({ label }) => label)],
    ["splits", ({ examples }) => valuesOf(examples, ({ split }) => split)],
    ["columns", ({ attributeNames }) => new Set(attributeNames)],
  ];
  return lists.map(([list, read]) => listChange(list, read(before), read(after)));
}

function valuesOf(
  examples: readonly SnapshotExample[],
  read: (example: SnapshotExample) => string | null,
): ReadonlySet<string> {
  return new Set(examples.map(read).filter((value) => value !== null));
}
