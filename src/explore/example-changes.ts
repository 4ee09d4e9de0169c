import {
  type ExampleChange,
  type ExampleChangeKind,
  type ExampleChanges,
  exampleChangeKinds,
} from "../model/dataset-comparison.ts";
import type { DatasetSnapshot, SnapshotExample } from "../model/dataset-snapshot.ts";
import type { AttributeValue } from "../model/example.ts";
import { contentChange } from "./content-change.ts";
import type { ExampleMatch, ExamplePair } from "./match-examples.ts";
import { compareText } from "./measured-example.ts";

/** Changes of one kind that a report lists. */
const listedCount = 1000;

/** A change, and its kind. */
type KindOfChange = readonly [kind: ExampleChangeKind, change: ExampleChange];

/** Every change of every example by kind, and how many examples have none. */
export function exampleChanges(
  { pairs, removed, added }: ExampleMatch,
  before: DatasetSnapshot,
  after: DatasetSnapshot,
): {
  readonly changes: Readonly<Record<ExampleChangeKind, ExampleChanges>>;
  readonly unchangedCount: number;
} {
  const byPair = pairs.map((pair) => changesOf(pair, [before, after]));
  const all: readonly KindOfChange[] = [
    ...byPair.flat(),
    ...removed.map((example): KindOfChange => ["removed", change(example, [example.label, null])]),
    ...added.map((example): KindOfChange => ["added", change(example, [null, example.label])]),
  ];
  const changes = Object.fromEntries(exampleChangeKinds.map((kind) => [kind, listOf(kind, all)])) as Record<
    ExampleChangeKind,
    ExampleChanges
  >;
  return { changes, unchangedCount: byPair.filter((list) => list.length === 0).length };
}

function listOf(kind: ExampleChangeKind, all: readonly KindOfChange[]): ExampleChanges {
  const mine = all.filter(([own]) => own === kind).map(([, found]) => found);
  return {
    count: mine.length,
    changes: mine.sort((a, b) => compareText(a.id, b.id)).slice(0, listedCount),
  };
}

function change(
  { id }: SnapshotExample,
  [before, after]: readonly [string | null, string | null],
  previousId: string | null = null,
): ExampleChange {
  return { id, previousId, before, after };
}

function changesOf(
  { before, after }: ExamplePair,
  snapshots: readonly [DatasetSnapshot, DatasetSnapshot],
): readonly KindOfChange[] {
  const previousId = before.id === after.id ? null : before.id;
  const changeOf = (kind: ExampleChangeKind, was: string | null, is: string | null): KindOfChange => [
    kind,
    change(after, [was, is], previousId),
  ];
  const found: KindOfChange[] = [];
  if (previousId !== null) found.push(changeOf("renamed", before.id, after.id));
  if (before.label !== after.label) found.push(changeOf("relabelled", before.label, after.label));
  if (before.split !== after.split) found.push(changeOf("moved", before.split, after.split));
  if (before.group !== after.group) found.push(changeOf("regrouped", before.group, after.group));
  const content = contentChange({ before, after }, snapshots);
  if (content !== null) found.push(changeOf(content, before.format, after.format));
  const edit = editOf({ before, after }, snapshots);
  if (edit !== null) found.push(changeOf("edited", edit[0], edit[1]));
  return found;
}

/** The first column that both manifests have and that says something else, as `name: value`; null when none does. */
function editOf(
  { before, after }: ExamplePair,
  [was, is]: readonly [DatasetSnapshot, DatasetSnapshot],
): readonly [string, string] | null {
  for (const [index, name] of was.attributeNames.entries()) {
    const other = is.attributeNames.indexOf(name);
    const [old, now] = [before.attributes[index] ?? null, after.attributes[other] ?? null];
    if (other !== -1 && old !== now) return [`${name}: ${saying(old)}`, `${name}: ${saying(now)}`];
  }
  return null;
}

function saying(value: AttributeValue): string {
  return value === null ? "nothing" : String(value);
}
