/** What the upper edge of a recording's spectrum says of its past. */
export type SpectralOrigin =
  /** There is sound up to the Nyquist frequency: nothing was cut. */
  | { readonly kind: "full-band" }
  /** The spectrum ends in a cliff where the Nyquist frequency of a lower, usual sampling rate lies. */
  | {
      readonly kind: "upsampled";
      /** Where the cliff ends, in Hertz. */
      readonly edgeHertz: number;
      /** How far the spectrum falls there, in dB. */
      readonly depthDecibels: number;
      /** Likely sampling rate before. */
      readonly sourceRateHertz: number;
    }
  /** The spectrum ends in a cliff where lossy encoders cut. */
  | {
      readonly kind: "transcoded";
      readonly edgeHertz: number;
      readonly depthDecibels: number;
      /** Likely encoder setting before, such as `MP3 at about 128 kbit/s`. */
      readonly codec: string;
    }
  /** Neither can be told: too little sound, or it fades out of itself before the Nyquist frequency. */
  | { readonly kind: "unknown" };

/**
 * What a recording's signal tells of how it was made and cut: true peak, dynamics, silences, upper edge.
 * Levels in dB of full scale over all channels unless said otherwise; null where a value is undefined.
 */
export interface ProvenanceMeasurement {
  /** Peak of the continuous signal behind the samples, dBTP (ITU-R BS.1770 Annex 2); null for a silent clip. */
  readonly truePeakDecibels: number | null;
  /** Loudness range of EBU Tech 3342, in LU, at least 0; null below 3 s or when gated away. */
  readonly loudnessRangeLufs: number | null;
  /** 10th percentile of the frame level; null when more than 10 % of the frames are digitally silent. */
  readonly noiseFloorDecibels: number | null;
  /** 95th less 10th percentile of the frame level, in dB, at least 0; null with the noise floor. */
  readonly modulationDepthDecibels: number | null;
  /** Silence before the first sound, in seconds; the whole clip when nothing sounds. */
  readonly leadingSilenceSeconds: number;
  /** Silence after the last sound, in seconds; the whole clip when nothing sounds. */
  readonly trailingSilenceSeconds: number;
  /** Longest run of equal samples (zeros or any other) between sounds, in seconds; 0 without one. */
  readonly longestDropoutSeconds: number;
  /** Highest frequency within 50 dB of the strongest, of a sampled mean spectrum; null for a silent clip. */
  readonly effectiveBandwidthHertz: number | null;
  /** What the upper edge of that spectrum says. */
  readonly origin: SpectralOrigin;
  /** Signal-to-noise ratio of speech by WADA, -20..100 dB; null unless asked for, and for a silent clip. */
  readonly speechSnrDecibels: number | null;
}
