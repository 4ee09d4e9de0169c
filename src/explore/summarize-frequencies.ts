import type { SignalMeasurement } from "../model/clip-measurement.ts";
import { thirdOctaveCentersHertz } from "../model/clip-measurement.ts";
import type { FrequencyStatistics } from "../model/dataset-statistics.ts";
import { powerToDecibels } from "../model/units.ts";
import { meanOf, momentsOf } from "../stats/moments.ts";
import type { MeasuredExample } from "./measured-example.ts";
import { partitionsOf, summarizeParts } from "./partitions.ts";
import { provenanceDistributionOf, signalDistributionOf } from "./summarize-values.ts";

/** Share of a clip's power that is added before the logarithm: an empty band reads -120 dB, not minus infinity. */
export const powerShareFloor = 1e-12;

type Decibels = readonly (number | null)[];

/** Where the energy of the clips is. Spectra are means over clips of their decibels, so that every clip counts alike. */
export function summarizeFrequencies(items: readonly MeasuredExample[]): FrequencyStatistics {
  const parts = partitionsOf(items);
  const meanBands = (group: readonly MeasuredExample[]): Decibels => meanSpectrum(group, bandDecibels);
  return {
    centroidHertz: signalDistributionOf(parts, (signal) => signal.centroidHertz),
    rolloff85Hertz: signalDistributionOf(parts, (signal) => signal.rolloff85Hertz),
    bandwidthHertz: signalDistributionOf(parts, (signal) => signal.bandwidthHertz),
    flatness: signalDistributionOf(parts, (signal) => signal.flatness),
    effectiveBandwidthHertz: provenanceDistributionOf(
      parts,
      (provenance) => provenance.effectiveBandwidthHertz,
    ),
    averageSpectrum: {
      bandCentersHertz: thirdOctaveCentersHertz,
      decibels: meanBands(items),
      ...summarizeParts(parts, meanBands),
    },
    melMean: summarizeParts(parts, (group) => meanSpectrum(group, melDecibels)),
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
  const spectra = items.flatMap(({ measurement }) =>
    measurement?.signal ? [spectrumOf(measurement.signal)] : [],
  );
  return (spectra[0] ?? []).map((_, band) =>
    meanOf(momentsOf(spectra.map((spectrum) => spectrum[band] ?? null).filter((value) => value !== null))),
  );
}
