import type { LevelStatistics } from "../model/dataset-statistics.ts";
import type { MeasuredExample } from "./measured-example.ts";
import { whyNoLevel, whyNoLoudness, whyNoLoudnessRange, whyNoNoiseFloor } from "./missing-reasons.ts";
import { type Partitions, partitionsOf } from "./partitions.ts";
import { provenanceDistributionOf, signalDistributionOf } from "./summarize-values.ts";

/** How loud the clips are, one value per clip. */
export function summarizeLevels(items: readonly MeasuredExample[]): LevelStatistics {
  const parts = partitionsOf(items);
  return {
    peakDecibels: signalDistributionOf(parts, (signal) => signal.peakDecibels, whyNoLevel),
    rootMeanSquareDecibels: signalDistributionOf(
      parts,
      (signal) => signal.rootMeanSquareDecibels,
      whyNoLevel,
    ),
    loudnessLufs: signalDistributionOf(parts, (signal) => signal.loudnessLufs, whyNoLoudness),
    dcOffset: signalDistributionOf(parts, (signal) => signal.dcOffset),
    clipping: signalDistributionOf(parts, (signal) => signal.clippedShare),
    silence: signalDistributionOf(parts, (signal) => signal.silentShare),
    truePeakDecibels: provenanceDistributionOf(parts, ({ truePeakDecibels }) => truePeakDecibels, whyNoLevel),
    loudnessRangeLufs: provenanceDistributionOf(
      parts,
      ({ loudnessRangeLufs }) => loudnessRangeLufs,
      whyNoLoudnessRange,
    ),
    noiseFloorDecibels: provenanceDistributionOf(
      parts,
      ({ noiseFloorDecibels }) => noiseFloorDecibels,
      whyNoNoiseFloor,
    ),
    modulationDepthDecibels: provenanceDistributionOf(
      parts,
      ({ modulationDepthDecibels }) => modulationDepthDecibels,
      whyNoNoiseFloor,
    ),
    ...speechLevels(items, parts),
  };
}

/** Nothing where nobody said that it is speech: of other sounds the number means nothing. */
function speechLevels(
  items: readonly MeasuredExample[],
  parts: Partitions,
): Pick<LevelStatistics, "speechSnrDecibels"> {
  if (items.every(({ measurement }) => (measurement?.provenance?.speechSnrDecibels ?? null) === null))
    return {};
  return {
    speechSnrDecibels: provenanceDistributionOf(
      parts,
      ({ speechSnrDecibels }) => speechSnrDecibels,
      whyNoLevel,
    ),
  };
}
