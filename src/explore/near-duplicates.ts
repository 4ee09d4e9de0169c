import type { ClipMeasurement } from "../model/clip-measurement.ts";
import type { NearCandidate } from "../model/dataset-statistics.ts";
import { hasFingerprint, packedFingerprint } from "../model/packed-clips.ts";
import { fingerprintHopSeconds } from "../signal/fingerprint.ts";
import { matchFingerprints } from "../signal/fingerprint-index.ts";
import { listFingerprints } from "../signal/fingerprint-list.ts";
import { decodeFingerprint } from "../signal/fingerprint-text.ts";
import type { MeasuredExample } from "./measured-example.ts";
import { compareText } from "./measured-example.ts";
import { possibleRepeats } from "./possible-repeats.ts";

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

/** Pairs that may be the same recording, in order of ids, one after the other. Of examples with equal samples, the first stands for all. */
export function* nearCandidates(items: readonly MeasuredExample[]): Generator<NearCandidate> {
  const ids: string[] = [];
  const fingerprints = listFingerprints(distinctPrints(items, ids), items.length);
  for (const { a, b, offsetWords, similarity } of matchFingerprints(fingerprints)) {
    yield { a: ids[a]!, b: ids[b]!, similarity, offsetSeconds: offsetWords * fingerprintHopSeconds };
  }
}

/** Examples that have a fingerprint. */
export function fingerprintedCount(items: readonly MeasuredExample[]): number {
  return items.filter(({ measurement }) => measurement !== null && hasFingerprint(measurement)).length;
}

/** In order of id, which decides what `a` and `b` of a pair are; the ids go into `ids`. */
function* distinctPrints(items: readonly MeasuredExample[], ids: string[]): Generator<Uint32Array> {
  const repeats = new Set(possibleRepeats(items, pcmHashOf));
  const seen = new Set<string>();
  for (const item of [...items].sort((a, b) => compareText(a.example.id, b.example.id))) {
    const words = item.measurement && fingerprintOf(item.measurement);
    if (words === null) continue;
    const hash = repeats.has(item) ? pcmHashOf(item) : null;
    if (hash !== null && seen.has(hash)) continue;
    if (hash !== null) seen.add(hash);
    ids.push(item.example.id);
    yield words;
  }
}

function pcmHashOf({ measurement }: MeasuredExample): string | null {
  return measurement?.pcmSha256 ?? null;
}

function fingerprintOf(measurement: ClipMeasurement): Uint32Array | null {
  const packed = packedFingerprint(measurement);
  if (packed !== null) return packed;
  return measurement.fingerprint === null ? null : decodeFingerprint(measurement.fingerprint);
}
