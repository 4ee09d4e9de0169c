import type { Drift, DriftRule, ListChange, RetypedColumn } from "./drift.ts";

/** One of two datasets that are compared. */
export interface DiffSide {
  readonly name: string;
  /** The path as it was given. */
  readonly source: string;
  /** What it was known from: its files, the rows of a table, a stored part, or the statistics of a stored `dataset.json`. */
  readonly knownFrom: "files" | "table" | "part" | "statistics";
}

/** One fact of both sides. */
export interface DiffFact {
  /** What it is, with its unit, such as `medianDurationSeconds`. */
  readonly name: string;
  /** Null where a side does not say. */
  readonly before: number | null;
  readonly after: number | null;
}

/** Examples of one label or split on both sides. */
export interface DiffCount {
  readonly value: string;
  readonly before: number;
  readonly after: number;
}

/** A dataset held against a reference: the section `reference` of `dataset.json`, with `--reference`. */
export interface ReferenceComparison {
  readonly reference: DiffSide;
  /** What the drifts rest on, in a few words. */
  readonly basis: string;
  readonly facts: readonly DiffFact[];
  /** By falling count of both sides together: at most 1,000 each. */
  readonly labels: readonly DiffCount[];
  readonly splits: readonly DiffCount[];
  /** Labels, splits and columns that came or went. */
  readonly lists: readonly ListChange[];
  /** Columns of another type than before, in the order of the table; of tables alone, and left out by older versions. */
  readonly retyped?: readonly RetypedColumn[];
  /** Gravest first. */
  readonly drifts: readonly Drift[];
  readonly hasDrifted: boolean;
  readonly rule: DriftRule;
}
