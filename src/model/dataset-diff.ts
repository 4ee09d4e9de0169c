import type { DatasetComparison } from "./dataset-comparison.ts";
import type { Drift, ListChange, RetypedColumn } from "./drift.ts";
import type { Tool } from "./environment.ts";
import type { DiffCount, DiffFact, DiffSide } from "./reference-comparison.ts";

/** Version of `diff.json`; raised when a field changes its meaning. */
export const diffSchemaVersion = 1;

/** Two datasets side by side: `diff.json`. */
export interface DatasetDiff {
  readonly schemaVersion: typeof diffSchemaVersion;
  readonly tool: Tool;
  readonly before: DiffSide;
  readonly after: DiffSide;
  readonly facts: readonly DiffFact[];
  /** By falling count of both sides together: at most 1,000 each. */
  readonly labels: readonly DiffCount[];
  readonly splits: readonly DiffCount[];
  /** Labels, splits and columns that came or went, by name; left out by older versions. */
  readonly lists?: readonly ListChange[];
  /** Columns of another type than before, in the order of the table; of tables alone. */
  readonly retyped?: readonly RetypedColumn[];
  /** Example by example; null where a side is known from its statistics alone. */
  readonly comparison: DatasetComparison | null;
  /** Distributions, gravest first: those of `comparison`, or of what statistics count. */
  readonly drifts: readonly Drift[];
  /** Whether something has drifted: large enough, and no chance. */
  readonly hasDrifted: boolean;
}
