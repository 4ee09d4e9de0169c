import type { DurationDistribution, LabelledDistribution } from "./distribution.ts";
import type { Tool } from "./environment.ts";
import type { Finding } from "./finding.ts";

/** Version of `dataset.json`; raised when a field changes its meaning. */
export const datasetSchemaVersion = 1;

/** Head counts of a dataset. */
export interface DatasetCounts {
  readonly name: string;
  /** Examples listed. */
  readonly exampleCount: number;
  /** Examples of which some audio could be decoded. */
  readonly audioCount: number;
  /** Examples of which no audio could be decoded. */
  readonly unreadableCount: number;
  /** Sum of all durations, in seconds. */
  readonly totalDurationSeconds: number;
  /** Sum of all file sizes, in bytes. */
  readonly totalBytes: number;
  /** Examples by split; examples without a split are not in it. */
  readonly splits: Readonly<Record<string, number>>;
  /** Examples by group; examples without a group are not in it. */
  readonly groups: Readonly<Record<string, number>>;
}

/** One class. */
export interface LabelEntry {
  readonly label: string;
  readonly count: number;
  /** `count` over all labelled examples, 0..1. */
  readonly share: number;
  readonly totalDurationSeconds: number;
  /** Examples by split. */
  readonly bySplit: Readonly<Record<string, number>>;
}

/** How examples spread over classes. */
export interface LabelStatistics {
  /** Distinct labels. */
  readonly count: number;
  /** By falling count, then by label. */
  readonly entries: readonly LabelEntry[];
  /** Shannon entropy over its maximum, 0..1; 1 is balanced; null below two labels. */
  readonly entropyBalance: number | null;
  /** Largest over smallest class, at least 1; null without labels. */
  readonly imbalanceRatio: number | null;
  /** exp(Shannon entropy): how many equal classes would be as diverse (Hill number of order 1); null without labels. */
  readonly effectiveClassCount: number | null;
  /** Examples without a label. */
  readonly unlabelledCount: number;
}

/** How many clips have each value of a header field; keys are the values as text. */
export type CountByValue = Readonly<Record<string, number>>;

/** What the files are. */
export interface FormatStatistics {
  readonly sampleRatesHertz: CountByValue;
  readonly channelCounts: CountByValue;
  readonly bitDepths: CountByValue;
  readonly effectiveBitDepths: CountByValue;
  readonly codecs: CountByValue;
  readonly containers: CountByValue;
}

/** How loud the clips are. */
export interface LevelStatistics {
  readonly peakDecibels: LabelledDistribution;
  readonly rootMeanSquareDecibels: LabelledDistribution;
  readonly loudnessLufs: LabelledDistribution;
  readonly dcOffset: LabelledDistribution;
  /** Share of clipped samples per clip, 0..1. */
  readonly clipping: LabelledDistribution;
  /** Share of silent frames per clip, 0..1. */
  readonly silence: LabelledDistribution;
}

/** Mean third-octave spectrum, each clip normalised to its own total power. */
export interface AverageSpectrum {
  readonly bandCentersHertz: readonly number[];
  /** Mean over clips of band power over the clip's total power, in dB; null where no clip reaches. */
  readonly decibels: readonly (number | null)[];
  readonly byLabel: Readonly<Record<string, readonly (number | null)[]>>;
}

/** Where the energy is. */
export interface FrequencyStatistics {
  readonly centroidHertz: LabelledDistribution;
  readonly rolloff85Hertz: LabelledDistribution;
  readonly bandwidthHertz: LabelledDistribution;
  readonly flatness: LabelledDistribution;
  readonly averageSpectrum: AverageSpectrum;
  /** Mean log-mel spectrum per class, 40 bands from 0 Hz to each clip's Nyquist, in dB. */
  readonly melMean: { readonly byLabel: Readonly<Record<string, readonly (number | null)[]>> };
}

/** Recordings that are in the set more than once, by SHA-256 of their decoded samples. */
export interface DuplicateStatistics {
  /** Groups of example ids with equal samples, two or more in each. */
  readonly exactGroups: readonly (readonly string[])[];
  /** Those of `exactGroups` that lie in more than one split. */
  readonly acrossSplits: readonly (readonly string[])[];
}

/** Features under Meyda's own names and definitions, from a sample of frames. */
export interface MeydaStatistics {
  /** Version of the meyda package. */
  readonly version: string;
  /** Frames taken per clip at most, evenly spread. */
  readonly framesPerClip: number;
  /** Samples in a frame. */
  readonly frameLength: number;
  /** By feature name, the distribution of per-clip means; Meyda's own units (centroid in bins, and so on). */
  readonly features: Readonly<Record<string, LabelledDistribution>>;
}

/** All that is known of a dataset: what `dataset.json` holds besides its head. */
export interface DatasetStatistics {
  readonly dataset: DatasetCounts;
  readonly labels: LabelStatistics;
  readonly duration: DurationDistribution & {
    readonly byLabel: Readonly<Record<string, DurationDistribution>>;
  };
  readonly format: FormatStatistics;
  readonly level: LevelStatistics;
  readonly frequency: FrequencyStatistics;
  readonly duplicates: DuplicateStatistics;
  /** Present with `--features meyda`. */
  readonly meyda?: MeydaStatistics;
  /** Gravest first, then by code and subject. */
  readonly findings: readonly Finding[];
}

/** The whole of `dataset.json`. */
export interface DatasetReport extends DatasetStatistics {
  readonly schemaVersion: typeof datasetSchemaVersion;
  readonly tool: Tool;
  /** The path as it was given. */
  readonly source: string;
  /** ISO 8601, UTC; left out with `--reproducible`. */
  readonly createdAt?: string;
  /** The options that shaped the result. */
  readonly options: Readonly<Record<string, string | number | boolean | null>>;
  /** How each section was computed. */
  readonly method: "exact";
}
