import type { DatasetComparison, DriftRule, ListChange } from "../model/dataset-comparison.ts";
import type { DatasetSnapshot, SnapshotExample } from "../model/dataset-snapshot.ts";
import { compareFindings } from "./compare-findings.ts";
import { driftColumns } from "./drift-columns.ts";
import { exampleChanges } from "./example-changes.ts";
import { defaultDriftRule, findDrift } from "./find-drift.ts";
import { matchExamples } from "./match-examples.ts";
import { compareText } from "./measured-example.ts";

/** Values of a closed list that a report lists on either side. */
const listedCount = 1000;

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
  return lists.map(([list, read]) => {
    const [was, is] = [read(before), read(after)];
    const missingFrom = (from: ReadonlySet<string>, other: ReadonlySet<string>): readonly string[] =>
      [...from]
        .filter((value) => !other.has(value))
        .sort(compareText)
        .slice(0, listedCount);
    return { list, added: missingFrom(is, was), removed: missingFrom(was, is) };
  });
}

function valuesOf(
  examples: readonly SnapshotExample[],
  read: (example: SnapshotExample) => string | null,
): ReadonlySet<string> {
  return new Set(examples.map(read).filter((value) => value !== null));
}
