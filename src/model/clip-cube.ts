/** What a cube calls the labels or splits that have no place of their own in it. */
export type CubeCategory =
  | { readonly kind: "named"; readonly name: string }
  /** All the smaller ones together, and how many they are. */
  | { readonly kind: "rest"; readonly categoryCount: number }
  /** Examples that have none. */
  | { readonly kind: "none" };

/** A property of the clips that is counted in bins or by value. */
export type CubeProperty =
  | {
      readonly kind: "bins";
      /** Name with its unit, as in `dataset.json`. */
      readonly name: string;
      /** Ascending, one more than there are bins; what lies outside counts in the first or the last bin. */
      readonly edges: readonly number[];
    }
  | {
      readonly kind: "values";
      readonly name: string;
      /** By falling count; the last one may stand for all others. */
      readonly values: readonly CubeCategory[];
    };

/**
 * The clips of one label, one split and one bin of durations, counted. A clip with several labels counts in a cell of each: the cell of its first label
 * is the one in which it counts among all clips, the others are `isFurther`.
 */
export interface CubeCell {
  /** Index into the cube's `labels`. */
  readonly label: number;
  /** Index into the cube's `splits`. */
  readonly split: number;
  /** Bin of the duration; null for examples whose length is not known. */
  readonly duration: number | null;
  /** Whether its clips count in another cell already, that of their first label; left out where not. */
  readonly isFurther?: true;
  readonly count: number;
  /** For each property the clips per bin or value; zeros at the end are left out. */
  readonly counts: readonly (readonly number[])[];
  /** Per third-octave band the sum over clips of its level in tenths of a decibel, relative to the clip's total. */
  readonly bandSums: readonly number[];
  /** Per band the clips in that sum. */
  readonly bandCounts: readonly number[];
}

/**
 * All examples of a dataset, counted by label, split and duration, so that a page can show any choice of them without a
 * row per example. Its size does not grow with the number of examples.
 */
export interface ClipCube {
  readonly exampleCount: number;
  /** By falling count. */
  readonly labels: readonly CubeCategory[];
  /** By falling count. */
  readonly splits: readonly CubeCategory[];
  /** In seconds, ascending; what lies outside counts in the first or the last bin. Empty where no length is known. */
  readonly durationEdgesSeconds: readonly number[];
  readonly properties: readonly CubeProperty[];
  readonly bandCentersHertz: readonly number[];
  /** Those that hold examples, in order of label, split and duration; those of first labels before further ones. */
  readonly cells: readonly CubeCell[];
}
