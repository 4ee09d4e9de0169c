import type { ClipMeasurement } from "../model/clip-measurement.ts";
import type { NearCandidate } from "../model/dataset-statistics.ts";
import { hasFingerprint, packedFingerprint } from "../model/packed-clips.ts";
import { fingerprintHopSeconds } from "../signal/fingerprint.ts";
import { matchFingerprints } from "../signal/fingerprint-index.ts";
import { decodeFingerprint } from "../signal/fingerprint-text.ts";
import type { MeasuredExample } from "./measured-example.ts";
import { compareText } from "./measured-example.ts";

/**
 * Whether two clips hold one recording: waveforms that correlate by 0.92 in magnitude where three quarters of the fingerprints'
 * bits agree, by 0.97 where fewer do. Two soft high notes of a piano, almost pure tones, reach 0.95 with 67% of the bits.
 *
 * Measured between what copies keep (160 clips through MP3, Vorbis, gain, trims and resampling: nearly all 0.97 and more) and
 * what strangers reach (770 spoken digits, environmental sounds and piano notes: 0.86 with up to 75%).
 */
export function isNearDuplicate(similarity: number, correlation: number): boolean {
  return Math.abs(correlation) >= (similarity >= 0.75 ? 0.92 : 0.97);
}

/** Stretch of two clips that makes them one recording where all of its windows agree, though the rest may not. */
export const sharedStretch = { leastSeconds: 2, windowSeconds: 0.5, leastCorrelation: 0.97 } as const;

/** The rule of `nearCandidates`, in words. */
export const likePrintsRule =
  "no two examples of different samples have fingerprints that agree in 65% of their bits at some offset";

/** The rule of `nearCandidates` and `isNearDuplicate` together, in words. */
export const nearDuplicateRule = `${likePrintsRule}, and there waveforms below 4 kHz that correlate by 0.92 or more (0.97 where less than 75% of the bits agree), as wholes or by 0.97 in every half second of 2 s and more`;

/** Pairs that may be the same recording, in order of ids. Of examples with equal samples, the first stands for all. */
export function nearCandidates(items: readonly MeasuredExample[]): readonly NearCandidate[] {
  const printed = distinctPrints(items);
  return matchFingerprints(printed.map(({ words }) => words)).map(({ a, b, offsetWords, similarity }) => ({
    a: printed[a]!.id,
    b: printed[b]!.id,
    similarity,
    offsetSeconds: offsetWords * fingerprintHopSeconds,
  }));
}

/** Examples that have a fingerprint. */
export function fingerprintedCount(items: readonly MeasuredExample[]): number {
  return items.filter(({ measurement }) => measurement !== null && hasFingerprint(measurement)).length;
}

interface Print {
  readonly id: string;
  readonly words: Uint32Array;
}

/** In order of id, which decides what `a` and `b` of a pair are. */
function distinctPrints(items: readonly MeasuredExample[]): readonly Print[] {
  const seen = new Set<string>();
  return [...items]
    .sort((a, b) => compareText(a.example.id, b.example.id))
    .flatMap(({ example, measurement }) => {
      const words = measurement && fingerprintOf(measurement);
      if (words === null) return [];
      const hash = measurement?.pcmSha256 ?? null;
      if (hash !== null && seen.has(hash)) return [];
      if (hash !== null) seen.add(hash);
      return [{ id: example.id, words }];
    });
}

function fingerprintOf(measurement: ClipMeasurement): Uint32Array | null {
  const packed = packedFingerprint(measurement);
  if (packed !== null) return packed;
  return measurement.fingerprint === null ? null : decodeFingerprint(measurement.fingerprint);
}
