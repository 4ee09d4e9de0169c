import type { MeasuredSignal } from "../describe-signal.ts";
import type { MeasuredProvenance } from "../measure-provenance.ts";

/** What is known of a recording before its first sample. */
export interface ClipFormat {
  readonly channelCount: number;
  /** Frames per second. */
  readonly sampleRateHertz: number;
  /** Bits of a stored sample for integer PCM and lossless codecs, else null. */
  readonly bitDepth: number | null;
  /** Whether it is speech: only then does WADA-SNR mean anything. False where left out. */
  readonly isSpeech?: boolean;
}

/** All that one recording's samples tell. */
export interface ClipAnalysis {
  readonly signal: MeasuredSignal;
  readonly provenance: MeasuredProvenance;
  /** As `fingerprintText`; null for clips too short, too quiet or sampled too slowly to have one. */
  readonly fingerprint: string | null;
}

/**
 * Measures recordings block by block, one after the other, in memory that does not grow with their samples. What it says of one
 * depends neither on how its samples were cut into blocks nor on the recordings before. Not reentrant.
 */
export interface ClipAnalyser {
  /** Starts a recording; one that was not finished is forgotten. */
  readonly begin: (format: ClipFormat) => void;
  /**
   * Takes the next samples: one array per channel, all of one length, which may be any. They are read
   * during the call only, and may be views of the kernel's memory. NaN and infinities count as 0.
   */
  readonly push: (channels: readonly Float32Array[]) => void;
  /** What was measured; to be called once per recording, of at least one sample. */
  readonly finish: () => ClipAnalysis;
}
