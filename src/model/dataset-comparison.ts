import type { SnapshotFinding } from "./dataset-snapshot.ts";
import type { Drift, DriftRule, ListChange } from "./drift.ts";
import type { MediaKind } from "./media-kind.ts";

/** What can become of one example. */
export type ExampleChangeKind =
  /** It was not there before. */
  | "added"
  /** It is not there any more, under any name. */
  | "removed"
  /** It has another label. */
  | "relabelled"
  /** It sounds or looks as before and is stored otherwise: another codec, container, rate, depth, mode or size. */
  | "reencoded"
  /** It is stored as before and sounds or looks different. */
  | "altered"
  /** It lies in another split. */
  | "moved"
  /** The same sound or picture lies under another path. */
  | "renamed"
  /** It belongs to another group. */
  | "regrouped"
  /** A further column of the manifest says something else of it. */
  | "edited";

/** All kinds of change, in the order of a report. */
export const exampleChangeKinds: readonly ExampleChangeKind[] = [
  "removed",
  "relabelled",
  "moved",
  "altered",
  "reencoded",
  "regrouped",
  "edited",
  "renamed",
  "added",
];

/** One change of one example; an example may have several. */
export interface ExampleChange {
  /** Its id now; of a removed one, its id before. */
  readonly id: string;
  /** Its id before, where that was another; else null. */
  readonly previousId: string | null;
  /** What it was before and is now (label, split, format, group, column and value); null where there is nothing to tell. */
  readonly before: string | null;
  readonly after: string | null;
}

/** All changes of one kind. */
export interface ExampleChanges {
  /** How many there are. */
  readonly count: number;
  /** The first 1,000, by id. */
  readonly changes: readonly ExampleChange[];
}

/** Two datasets compared. */
export interface DatasetComparison {
  /** What the files of both hold; audio where left out. */
  readonly kind?: MediaKind;
  readonly beforeCount: number;
  readonly afterCount: number;
  /** Examples that are exactly as before. */
  readonly unchangedCount: number;
  readonly changes: Readonly<Record<ExampleChangeKind, ExampleChanges>>;
  /**
   * Of a comparison with a `dataset.json`, which counts examples and lists none: the kinds of change that counts can tell. Their numbers are net
   * then, the least that explains the counts. Absent where examples were compared one by one.
   */
  readonly countedKinds?: readonly ExampleChangeKind[];
  readonly lists: readonly ListChange[];
  /** Gravest first: what drifted, what may have, then the rest, each by effect. */
  readonly drifts: readonly Drift[];
  /** Findings that there were not before, or that have become graver or commoner. */
  readonly newFindings: readonly SnapshotFinding[];
  /** Findings that are gone. */
  readonly resolvedFindings: readonly SnapshotFinding[];
  readonly rule: DriftRule;
  /** What drifted since an older state, though not since the last one; absent without an older one. */
  readonly crept?: CreptDrifts;
}

/** Drift that small accepted steps have added up to. */
export interface CreptDrifts {
  /** When the older state was stored: ISO 8601, UTC. */
  readonly since: string;
  readonly drifts: readonly Drift[];
}
