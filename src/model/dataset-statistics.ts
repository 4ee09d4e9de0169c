import type { WorstClips } from "./clip-evidence.ts";
import type { ColumnStatistics, Slices } from "./column-statistics.ts";
import type { CountByValue } from "./count-by-value.ts";
import type { DurationDistribution, LabelledDistribution } from "./distribution.ts";
import type { Tool } from "./environment.ts";
import type { Finding, NumberMethod } from "./finding.ts";
import type { FrequencyStatistics } from "./frequency-statistics.ts";
import type { ReferenceComparison } from "./reference-comparison.ts";

/** Version of `dataset.json`; raised when a field changes its meaning. */
export const datasetSchemaVersion = 1;

/** Head counts of a dataset. */
export interface DatasetCounts {
  readonly name: string;
  /** Examples listed. */
  readonly exampleCount: number;
  /** Examples of which some audio could be decoded; where headers alone were read, those whose header says their length. */
  readonly audioCount: number;
  /** Examples of which no audio could be decoded; where headers alone were read, those whose header cannot be right. */
  readonly unreadableCount: number;
  /** Of a dataset of images: examples of which a picture could be decoded, or whose header could be read where headers alone were. */
  readonly imageCount?: number;
  /** Sum of all durations, in seconds. */
  readonly totalDurationSeconds: number;
  /** Sum of all file sizes, in bytes. */
  readonly totalBytes: number;
  /** Examples by split: the 1,000 largest; examples without a split are not in it. */
  readonly splits: Readonly<Record<string, number>>;
  /** Examples by group: the 1,000 largest; examples without a group are not in it. */
  readonly groups: Readonly<Record<string, number>>;
  /** How many splits and groups there are, where they are more than are listed. */
  readonly splitCount?: number;
  readonly groupCount?: number;
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

/** How examples have several labels at once. */
export interface SeveralLabels {
  /** Examples with two labels or more. */
  readonly exampleCount: number;
  /** Labels of all examples together. */
  readonly assignmentCount: number;
  readonly mostPerExample: number;
  /** Distinct pairs of labels that an example has together. */
  readonly pairCount: number;
  /** The 100 most frequent of them, `a` before `b`. */
  readonly pairs: readonly { readonly a: string; readonly b: string; readonly count: number }[];
}

/** How examples spread over classes. */
export interface LabelStatistics {
  /** Distinct labels. */
  readonly count: number;
  /** By falling count, then by label: the first 1,000. */
  readonly entries: readonly LabelEntry[];
  /** All further labels together; left out where there is none. */
  readonly otherEntries?: Omit<LabelEntry, "label"> & { readonly labelCount: number };
  /** Shannon entropy over its maximum, 0..1; 1 is balanced; null below two labels. */
  readonly entropyBalance: number | null;
  /** Largest over smallest class, at least 1; null without labels. */
  readonly imbalanceRatio: number | null;
  /** exp(Shannon entropy): how many equal classes would be as diverse (Hill number of order 1); null without labels. */
  readonly effectiveClassCount: number | null;
  /** Examples without a label. */
  readonly unlabelledCount: number;
  /** Left out where no example has more than one label. Shares of labels then add up to more than 1. */
  readonly several?: SeveralLabels;
}

/** What the files are, by the values of their headers. */
export interface FormatCounts {
  readonly sampleRatesHertz: CountByValue;
  readonly channelCounts: CountByValue;
  readonly bitDepths: CountByValue;
  readonly effectiveBitDepths: CountByValue;
  readonly codecs: CountByValue;
  readonly containers: CountByValue;
}

/** What the files are: all of them, and by the labels and splits of `LabelledDistribution`. Left out by older versions. */
export interface FormatStatistics extends FormatCounts {
  readonly byLabel?: Readonly<Record<string, FormatCounts>>;
  readonly otherLabels?: FormatCounts;
  readonly bySplit?: Readonly<Record<string, FormatCounts>>;
  readonly otherSplits?: FormatCounts;
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
  /** Peak of the continuous signal, dBTP (ITU-R BS.1770 Annex 2). */
  readonly truePeakDecibels: LabelledDistribution;
  /** Loudness range of EBU Tech 3342 of the clips of 3 s and more, in LU. */
  readonly loudnessRangeLufs: LabelledDistribution;
  /** 10th percentile of the level of a clip's 50 ms frames. */
  readonly noiseFloorDecibels: LabelledDistribution;
  /** 95th less 10th percentile of that level. */
  readonly modulationDepthDecibels: LabelledDistribution;
  /** Signal-to-noise ratio of speech by WADA; left out unless asked for. */
  readonly speechSnrDecibels?: LabelledDistribution;
}

/** Two examples whose fingerprints agree; whether they hold one recording is for their waveforms to say. */
export interface NearCandidate {
  /** Ids of the two examples, in order. Of several with equal samples, the first stands for all. */
  readonly a: string;
  readonly b: string;
  /** Share of equal bits of their fingerprints where they overlap, 0..1; unrelated recordings share about 0.5. */
  readonly similarity: number;
  /** When `b` starts within `a`, in seconds; negative when it starts earlier. */
  readonly offsetSeconds: number;
}

/** Two examples that hold the same recording, encoded, trimmed, scaled or resampled differently. */
export interface NearPair extends NearCandidate {
  /** Correlation of their waveforms below 4 kHz where they overlap, -1..1, the sign of the larger; a negative one is inverted. */
  readonly correlation: number;
  /** Length of the longest stretch that agrees, in seconds, where the wholes do not; `correlation` is of it then. Left out otherwise. */
  readonly sharedSeconds?: number;
  /** RMS level of the whole of `b` less that of `a`, in dB; null where one is silent. Left out by older versions. */
  readonly levelDifferenceDecibels?: number | null;
}

/** Recordings that are in the set more than once: by SHA-256 of their decoded samples, and by how they sound. */
export interface DuplicateStatistics {
  /** Groups of example ids with equal samples, two or more in each. */
  readonly exactGroups: readonly (readonly string[])[];
  /**
   * Pairs that sound alike by their fingerprints and whose waveforms then agree; `exactGroups` are not in it. Of many copies of
   * one recording each is paired with another, not with all.
   */
  readonly nearPairs: readonly NearPair[];
  /** Pairs whose fingerprints agree and whose audio could not be read again to compare the waveforms; left out where there is none. */
  readonly unverifiedPairs?: readonly NearCandidate[];
  /** Examples with a fingerprint: those that were compared. Clips of less than about 0.3 s of sound have none. */
  readonly fingerprintedCount: number;
  /** Groups of `exactGroups`, and pairs of `nearPairs`, that lie in more than one split. */
  readonly acrossSplits: readonly (readonly string[])[];
  /** How many there are of a list of which a report holds the first alone: 5,000 ids in groups, 1,000 pairs; else left out. */
  readonly exactGroupCount?: number;
  readonly nearPairCount?: number;
  readonly unverifiedPairCount?: number;
  readonly acrossSplitCount?: number;
}

/** What one cheap property of the clips, which should say nothing, says of what a model is to learn. */
export interface Shortcut {
  /** Name of the property with its unit, such as `dcOffset`. */
  readonly property: string;
  /** What is predicted from it. */
  readonly target: "label" | "split" | "group";
  /** Mean over the target's values of the share predicted rightly, on clips held out, 0..1. */
  readonly balancedAccuracy: number;
  /** The same by chance: one over the number of the target's values. */
  readonly chance: number;
  /** One-sided p of no relation, by permutation of the target; at least 1 / (permutations + 1). */
  readonly pValue: number;
  /** `pValue` adjusted over all pairs of property and target by Benjamini and Hochberg. */
  readonly adjustedPValue: number;
  /** Clips that were used. */
  readonly count: number;
  /** Whether it counts as a shortcut: significant, and far enough above chance. */
  readonly isShortcut: boolean;
  /** How it was computed. */
  readonly method: string;
}

/**
 * A part of the files' names that looks as if it named what must not be spread over splits: values that repeat, that are not
 * the label or the split, and whose clips sound or were recorded alike. A proposal, not a fact.
 */
export interface GroupKey {
  /** Where the part is, such as `part 2 of the file name` or `folder 1`. */
  readonly token: string;
  /** Values that two examples or more share. */
  readonly valueCount: number;
  /** Examples with such a value. */
  readonly count: number;
  /** Share of the values' entropy that the label explains, 0..1 (1: it is another name for the label); null without labels. */
  readonly labelShare: number | null;
  /** How alike the clips of a value are: share of variance between values beyond chance, mean over properties; at most 1. */
  readonly cohesion: number;
  /** One-sided p of that cohesion, by permutation. */
  readonly pValue: number;
  /** Values whose examples lie in more than one split, in order: the first 1,000. */
  readonly acrossSplits: readonly string[];
  /** How many they are, where they are more than are listed. */
  readonly acrossSplitCount?: number;
}

/** Two examples of different splits that hold one recording. */
export interface LeakPair {
  /** Ids of the two, in order. */
  readonly a: string;
  readonly b: string;
  /** The splits they lie in. */
  readonly splitA: string;
  readonly splitB: string;
  /** `exact`: equal samples; `near`: encoded, trimmed, scaled or resampled differently. */
  readonly kind: "exact" | "near";
}

/** What may leak from one split to another. */
export interface LeakageStatistics {
  /** Examples that hold one recording and lie in different splits: the first 1,000 in order of ids. */
  readonly pairs: readonly LeakPair[];
  /** How many such pairs there are: each copy is paired with one of each other split. */
  readonly pairCount: number;
  /** Where the names seem to say the group; null when examples have groups, or nothing looks like one. */
  readonly groupKey: GroupKey | null;
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
  /** By the labels and splits of `LabelledDistribution`. */
  readonly duration: DurationDistribution & {
    readonly byLabel: Readonly<Record<string, DurationDistribution>>;
    readonly otherLabels?: DurationDistribution;
    readonly bySplit?: Readonly<Record<string, DurationDistribution>>;
    readonly otherSplits?: DurationDistribution;
  };
  readonly format: FormatStatistics;
  readonly level: LevelStatistics;
  readonly frequency: FrequencyStatistics;
  readonly duplicates: DuplicateStatistics;
  /** Every pair of property and target that could be tested, shortcuts or not; by target, then by falling balanced accuracy. */
  readonly shortcuts: readonly Shortcut[];
  readonly leakage: LeakageStatistics;
  /** Present with `--features meyda`. */
  readonly meyda?: MeydaStatistics;
  /** For each kind of finding that clips can show, the worst of them; in the order of the findings. */
  readonly worstClips?: readonly WorstClips[];
  /** What else a manifest says of its examples, column by column; left out where it says nothing, and with `--redact`. */
  readonly columns?: readonly ColumnStatistics[];
  /** Gravest first, then by code and subject. */
  readonly findings: readonly Finding[];
}

/** How the numbers of a report came to be: from every sample of every file, or from what the headers of all files say. */
export type ReportMethod = "exact" | "headers";

/** How a section of a report, or one field of it, was computed, where that is not the report's own method. */
export interface SectionMethod {
  /** `absent`: nothing was computed, and the counts of the section are 0. */
  readonly method: Exclude<NumberMethod, "exact"> | "absent";
  /** Why, in a few words. */
  readonly reason: string;
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
  /** How the numbers were computed, but for the sections of `methodBySection`. */
  readonly method: ReportMethod;
  /** Sections and fields, by name (`shortcuts`, `frequency.origins`), that were computed otherwise or not at all. */
  readonly methodBySection?: Readonly<Record<string, SectionMethod>>;
  /** With `--by`: examples with one value of a field beside all others. */
  readonly slices?: Slices;
  /** With `--reference`: what is otherwise there. */
  readonly reference?: ReferenceComparison;
}
