import type { MeasuredExample } from "./measured-example.ts";

/**
 * Means over a clip that say how it sounds, without how loud it is: cepstral means, centroid, roll-off, bandwidth, flatness and zero-crossings, silence
 * and modulation; null where one is missing.
 */
export function soundFeatures({ measurement }: MeasuredExample): readonly number[] | null {
  const signal = measurement?.signal;
  if (!signal?.mfccMeans) return null;
  const { centroidHertz, rolloff85Hertz, bandwidthHertz, flatness, zeroCrossingRate } = signal;
  const features = [
    ...signal.mfccMeans.slice(1),
    ...[centroidHertz, rolloff85Hertz, bandwidthHertz].map((value) => (value ? Math.log(value) : null)),
    flatness ? Math.log(flatness) : null,
    zeroCrossingRate ?? null,
    signal.silentShare,
    measurement?.provenance?.modulationDepthDecibels ?? 0,
  ];
  return features.every((value) => value !== null && Number.isFinite(value)) ? (features as number[]) : null;
}
