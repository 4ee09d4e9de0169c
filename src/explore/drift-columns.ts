import type { DatasetSnapshot, SnapshotExample } from "../model/dataset-snapshot.ts";
import type { AttributeValue } from "../model/example.ts";
import type { DriftColumn } from "./drift-column.ts";

/** Examples that are new, from which their own distribution is worth a comparison. */
const leastAddedCount = 20;

/** What an example says under a name. */
type Read = (example: SnapshotExample) => AttributeValue;

/** What of a snapshot is spread. */
type Spread = Pick<DatasetSnapshot, "numberNames" | "attributeNames" | "examples">;

/**
 * All that two snapshots can be compared by: numbers of the sound, label, split, format, and the manifest's columns. All
 * examples against all; and, where old ones stayed, the new ones against all of before.
 */
export function driftColumns(
  before: Spread,
  after: Spread,
  added: readonly SnapshotExample[],
): readonly DriftColumn[] {
  const features = featuresOf(before, after);
  const columnsOf = (scope: DriftColumn["scope"], examples: readonly SnapshotExample[]): DriftColumn[] =>
    features.map(({ feature, isCategory, reads: [was, is] }) => ({
      feature,
      scope,
      isCategory,
      before: before.examples.map(was),
      after: examples.map(is),
    }));
  const hasNewcomers = added.length >= leastAddedCount && added.length < after.examples.length;
  return [...columnsOf("all", after.examples), ...(hasNewcomers ? columnsOf("added", added) : [])];
}

interface Feature {
  readonly feature: string;
  readonly isCategory: boolean;
  readonly reads: readonly [Read, Read];
}

function featuresOf(before: Spread, after: Spread): readonly Feature[] {
  const same = (feature: string, read: Read): Feature => ({ feature, isCategory: true, reads: [read, read] });
  return [
    same("label", ({ label }) => label),
    same("split", ({ split }) => split),
    same("format", ({ format }) => format),
    ...shared(before.numberNames, after.numberNames).map(
      ({ name, indices: [was, is] }): Feature => ({
        feature: name,
        isCategory: false,
        reads: [({ numbers }) => numbers[was] ?? null, ({ numbers }) => numbers[is] ?? null],
      }),
    ),
    ...shared(before.attributeNames, after.attributeNames).map(
      ({ name, indices: [was, is] }): Feature => ({
        feature: `column:${name}`,
        isCategory: false,
        reads: [({ attributes }) => attributes[was] ?? null, ({ attributes }) => attributes[is] ?? null],
      }),
    ),
  ];
}

/** Names that both lists hold, with their places. */
function shared(
  before: readonly string[],
  after: readonly string[],
): readonly { readonly name: string; readonly indices: readonly [number, number] }[] {
  return before.flatMap((name, was) => {
    const is = after.indexOf(name);
    return is === -1 ? [] : [{ name, indices: [was, is] as const }];
  });
}
