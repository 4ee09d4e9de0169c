/** Equal-width bins: `counts[i]` values lie in `[edges[i], edges[i + 1])`, the last bin includes its upper edge. */
export interface Histogram {
  /** Bin edges in ascending order, one more than `counts`. */
  readonly edges: readonly number[];
  /** Values per bin. */
  readonly counts: readonly number[];
}

/** The quantiles that every distribution gives, by probability; definition type 7 of Hyndman and Fan (1996). */
export interface Quantiles {
  readonly "0.01": number;
  readonly "0.05": number;
  readonly "0.25": number;
  readonly "0.5": number;
  readonly "0.75": number;
  readonly "0.95": number;
  readonly "0.99": number;
}

/**
 * A summary of numbers in one unit, stated by the name of the field that holds it.
 * All numbers are null when `count` is 0; `standardDeviation` (n - 1) is null below 2 values.
 */
export interface Distribution {
  /** Values that entered. */
  readonly count: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  /** Sample standard deviation, divisor n - 1. */
  readonly standardDeviation: number | null;
  readonly quantiles: Quantiles | null;
  readonly histogram: Histogram | null;
}

/** A distribution overall, within each label and within each split. */
export interface LabelledDistribution extends Distribution {
  /** By label, in label order: the 200 labels with most examples. */
  readonly byLabel: Readonly<Record<string, Distribution>>;
  /** Of all further labels together; left out where there is none. */
  readonly otherLabels?: Distribution;
  /** By split: the 20 with most examples; left out where no example has a split. */
  readonly bySplit?: Readonly<Record<string, Distribution>>;
  /** Of all further splits together; left out where there is none. */
  readonly otherSplits?: Distribution;
  /** Clips that have no such value, by the reason why; left out where the value has no reason to be missing. */
  readonly missingByReason?: Readonly<Record<string, number>>;
}

/** A distribution of durations: as `Distribution`, with the unit in the names. */
export interface DurationDistribution {
  readonly count: number;
  readonly minSeconds: number | null;
  readonly maxSeconds: number | null;
  readonly meanSeconds: number | null;
  readonly standardDeviationSeconds: number | null;
  /** In seconds. */
  readonly quantiles: Quantiles | null;
  /** Edges in seconds. */
  readonly histogram: Histogram | null;
}
