import type { NearPairs } from "../explore/find-duplicates.ts";
import { linkedRoot } from "../explore/linked-root.ts";
import { itemOf, joinMeasurements } from "../explore/measured-example.ts";
import { isNearDuplicate, nearCandidates, sharedStretch } from "../explore/near-duplicates.ts";
import { readMix } from "../io/read-mix.ts";
import { threadDecoders } from "../io/thread-decoders.ts";
import type { ClipMeasurement } from "../model/clip-measurement.ts";
import type { Dataset } from "../model/dataset.ts";
import type { NearCandidate, NearPair } from "../model/dataset-statistics.ts";
import { agreeingStretch } from "../signal/agreeing-stretch.ts";
import { alignedCorrelation } from "../signal/aligned-correlation.ts";
import { fingerprintHopSeconds } from "../signal/fingerprint.ts";
import { fastLowerRate, type LowerRate } from "../signal/kernel/fast-resample.ts";
import { fastProducts } from "../signal/kernel/sum-products.ts";

/** Rate at which waveforms are compared: what all clips that have a fingerprint reach. */
const comparedHertz = 8000;
/** Seconds that are compared at most. */
const comparedSeconds = 10;
/** Seconds of a clip within which two may overlap: as far as a fingerprint reaches, and what is compared. */
const keptSeconds = 70;

/**
 * Pairs of examples that hold the same recording: those whose fingerprints agree, decoded again, if their waveforms agree
 * too. Of many copies of one recording each is linked to another, and not to all: two that are linked through others are not
 * compared again. One file is in memory besides the one that it is compared with. Where a file can no longer be read, its pairs
 * are told apart as unverified. Both in order of `a`, then `b`.
 */
export async function verifyNearDuplicates(
  dataset: Dataset,
  measurements: readonly ClipMeasurement[],
): Promise<NearPairs> {
  const items = joinMeasurements(dataset, measurements);
  const pathOf = (id: string): string => itemOf(items, id)!.example.path;
  const nearPairs: NearPair[] = [];
  const unverifiedPairs: NearCandidate[] = [];
  let heldId: string | null = null;
  let held: Float32Array | null = null;
  const clusters = new Map<string, string>();
  const lower = fastLowerRate(threadDecoders());
  for (const candidate of nearCandidates(items)) {
    const [a, b] = [linkedRoot(clusters, candidate.a), linkedRoot(clusters, candidate.b)];
    if (a === b) continue;
    // Candidates come in order of `a`, so that each file is read once as `a`.
    if (heldId !== candidate.a) held = await readCompared(pathOf(candidate.a), lower);
    heldId = candidate.a;
    const other = held === null ? null : await readCompared(pathOf(candidate.b), lower);
    if (held === null || other === null) {
      unverifiedPairs.push(candidate);
      continue;
    }
    const pair = compare(candidate, held, other);
    if (pair === null) continue;
    nearPairs.push(pair);
    clusters.set(b, a);
  }
  return { nearPairs, unverifiedPairs };
}

/** Null where the waveforms are of two recordings. */
function compare(candidate: NearCandidate, a: Float32Array, b: Float32Array): NearPair | null {
  const { correlation, lag } = alignedCorrelation(a, b, {
    lag: candidate.offsetSeconds * comparedHertz,
    slack: Math.ceil(fingerprintHopSeconds * comparedHertz),
    mostSamples: comparedSeconds * comparedHertz,
    sums: fastProducts(threadDecoders()),
  });
  const pair = { ...candidate, offsetSeconds: lag / comparedHertz };
  if (isNearDuplicate(candidate.similarity, correlation)) return { ...pair, correlation };
  const { leastSeconds, windowSeconds, leastCorrelation } = sharedStretch;
  const windowLength = windowSeconds * comparedHertz;
  const shared = agreeingStretch(a, b, { lag, windowLength, leastCorrelation });
  const sharedSeconds = shared.length / comparedHertz;
  return sharedSeconds < leastSeconds ? null : { ...pair, correlation: shared.correlation, sharedSeconds };
}

/** The mean of the channels at the rate of comparison; null when the file can no longer be read. */
async function readCompared(path: string, lowerRate: LowerRate): Promise<Float32Array | null> {
  const clip = await readMix(path, keptSeconds);
  if (clip === null) return null;
  const samples = lowerRate(clip.samples, clip.sampleRateHertz, comparedHertz);
  // Two clips are compared, and the samples of the first last until the second is read.
  return samples === clip.samples ? samples.slice() : samples;
}
