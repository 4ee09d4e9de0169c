import type { CountByValue } from "./count-by-value.ts";
import type { LabelledDistribution } from "./distribution.ts";

/** What the upper edges of the clips' spectra say of their past: clips of each kind. */
export interface OriginCounts {
  /** Sound up to the Nyquist frequency. */
  readonly fullBandCount: number;
  /** Resampled from a lower rate; by that rate in Hertz. */
  readonly upsampledCount: number;
  readonly sourceRatesHertz: CountByValue;
  /** Encoded with loss before they were stored without; by the likely codec and setting. */
  readonly transcodedCount: number;
  readonly codecs: CountByValue;
  /** Neither can be told: silence, or sound that fades out of itself below the Nyquist frequency. */
  readonly unknownCount: number;
}

/** Upper edges of all clips, and by the labels and splits of `LabelledDistribution`. */
export interface OriginStatistics extends OriginCounts {
  readonly byLabel: Readonly<Record<string, OriginCounts>>;
  readonly otherLabels?: OriginCounts;
  readonly bySplit?: Readonly<Record<string, OriginCounts>>;
  readonly otherSplits?: OriginCounts;
}

/** Mean third-octave spectrum, each clip normalised to its own total power; of decibels, so that no loud band of one clip speaks for all. */
export interface AverageSpectrum {
  readonly bandCentersHertz: readonly number[];
  /** Mean over clips of band power over the clip's total power, in dB; null where no clip reaches. */
  readonly decibels: readonly (number | null)[];
  /** The labels and splits of `LabelledDistribution`. */
  readonly byLabel: Readonly<Record<string, readonly (number | null)[]>>;
  readonly otherLabels?: readonly (number | null)[];
  readonly bySplit?: Readonly<Record<string, readonly (number | null)[]>>;
  readonly otherSplits?: readonly (number | null)[];
}

/** Mean log-mel spectra, 40 Slaney bands from 0 Hz to the Nyquist frequency, in dB, by the labels and splits of `LabelledDistribution`. */
export interface MelMean
  extends Pick<AverageSpectrum, "byLabel" | "otherLabels" | "bySplit" | "otherSplits"> {
  /**
   * Rate of the clips they rest on, the most frequent one: bands of other rates lie elsewhere, and their mean would be of nothing. Null
   * without a clip. Left out by older versions, which took all clips, as the next.
   */
  readonly sampleRateHertz?: number | null;
  /** Clips of that rate. */
  readonly clipCount?: number;
}

/** Where the energy is. */
export interface FrequencyStatistics {
  readonly centroidHertz: LabelledDistribution;
  readonly rolloff85Hertz: LabelledDistribution;
  readonly bandwidthHertz: LabelledDistribution;
  readonly flatness: LabelledDistribution;
  /** Highest frequency within 50 dB of the strongest, of a spectrum over at most 32 frames of each clip. */
  readonly effectiveBandwidthHertz: LabelledDistribution;
  /** What that spectrum says of how the clips were made. Left out by older versions. */
  readonly origins?: OriginStatistics;
  readonly averageSpectrum: AverageSpectrum;
  /** Mean log-mel spectrum per class and per split. */
  readonly melMean: MelMean;
}
