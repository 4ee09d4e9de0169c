import type { SignalMeasurement } from "../model/clip-measurement.ts";
import { thirdOctaveCentersHertz } from "../model/clip-measurement.ts";
import type { FrequencyStatistics, MelMean } from "../model/frequency-statistics.ts";
import { powerToDecibels } from "../model/units.ts";
import { countBy } from "./group-by.ts";
import type { MeasuredExample } from "./measured-example.ts";
import { whyNoSpectrum } from "./missing-reasons.ts";
import { partitionsOf, summarizeParts } from "./partitions.ts";
import { summarizeOrigins } from "./summarize-origins.ts";
import { provenanceDistributionOf, signalDistributionOf } from "./summarize-values.ts";

/** Share of a clip's power that is added before the logarithm: an empty band reads -120 dB, not minus infinity. */
export const powerShareFloor = 1e-12;

type Decibels = readonly (number | null)[];

/** Where the energy of the clips is. Spectra are means over clips of their decibels, so that every clip counts alike. */
export function summarizeFrequencies(items: readonly MeasuredExample[]): FrequencyStatistics {
  const parts = partitionsOf(items);
  const meanBands = (group: readonly MeasuredExample[]): Decibels => meanSpectrum(group, bandDecibels);
  return {
    centroidHertz: signalDistributionOf(parts, (signal) => signal.centroidHertz, whyNoSpectrum),
    rolloff85Hertz: signalDistributionOf(parts, (signal) => signal.rolloff85Hertz, whyNoSpectrum),
    bandwidthHertz: signalDistributionOf(parts, (signal) => signal.bandwidthHertz, whyNoSpectrum),
    flatness: signalDistributionOf(parts, (signal) => signal.flatness, whyNoSpectrum),
    effectiveBandwidthHertz: provenanceDistributionOf(
      parts,
      (provenance) => provenance.effectiveBandwidthHertz,
      whyNoSpectrum,
    ),
    origins: summarizeOrigins(parts),
    averageSpectrum: {
      bandCentersHertz: thirdOctaveCentersHertz,
      decibels: meanBands(items),
      ...summarizeParts(parts, meanBands),
    },
    melMean: summarizeMels(items),
  };
}

/** Mel spectra of the clips of the most frequent rate (of equally frequent ones the lowest): bands of other rates lie elsewhere. */
function summarizeMels(items: readonly MeasuredExample[]): MelMean {
  const rateOf = ({ measurement }: MeasuredExample): number | null =>
    measurement?.signal ? (measurement.clip?.sampleRateHertz ?? null) : null;
  const counts = Object.entries(countBy(items, (item) => rateOf(item)?.toString() ?? null))
    .map(([rate, count]) => ({ rate: Number(rate), count }))
    .sort((a, b) => b.count - a.count || a.rate - b.rate);
  const sampleRateHertz = counts[0]?.rate ?? null;
  // Labels keep their places, also those of other rates alone, whose spectra are empty.
  const meanMels = (group: readonly MeasuredExample[]): Decibels =>
    meanSpectrum(
      group.filter((item) => rateOf(item) === sampleRateHertz),
      melDecibels,
    );
  return {
    ...summarizeParts(partitionsOf(items), meanMels),
    sampleRateHertz,
    clipCount: counts[0]?.count ?? 0,
  };
}

/** Third-octave powers over the clip's own total power; null above Nyquist and for a silent clip. */
function bandDecibels({ bandPowers, totalPower }: SignalMeasurement): Decibels {
  return bandPowers.map((power) =>
    power === null || totalPower === 0 ? null : powerToDecibels(power / totalPower + powerShareFloor),
  );
}

function melDecibels({ melPowers }: SignalMeasurement): Decibels {
  return melPowers.map(powerToDecibels);
}

/** Per band, the mean over the clips that reach it; null where none does. */
function meanSpectrum(
  items: readonly MeasuredExample[],
  spectrumOf: (signal: SignalMeasurement) => Decibels,
): Decibels {
  const counts: number[] = [];
  const sums: number[] = [];
  eachValue(items, spectrumOf, (value, band) => {
    counts[band] = (counts[band] ?? 0) + (value === null ? 0 : 1);
    sums[band] = (sums[band] ?? 0) + (value ?? 0);
  });
  // In two passes, as `momentsOf` takes a mean, but without all spectra at once.
  const deviations = counts.map(() => 0);
  eachValue(items, spectrumOf, (value, band) => {
    if (value !== null) deviations[band]! += value - sums[band]! / counts[band]!;
  });
  return counts.map((count, band) => (count === 0 ? null : sums[band]! / count + deviations[band]! / count));
}

/** Visits the values of all spectra, clip by clip. */
function eachValue(
  items: readonly MeasuredExample[],
  spectrumOf: (signal: SignalMeasurement) => Decibels,
  visit: (value: number | null, band: number) => void,
): void {
  for (const { measurement } of items) {
    if (measurement?.signal) spectrumOf(measurement.signal).forEach(visit);
  }
}
