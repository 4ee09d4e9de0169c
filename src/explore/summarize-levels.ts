import type { LevelStatistics } from "../model/dataset-statistics.ts";
import type { MeasuredExample } from "./measured-example.ts";
import { provenanceDistributionOf, signalDistributionOf } from "./summarize-values.ts";

/** How loud the clips are, one value per clip. */
export function summarizeLevels(items: readonly MeasuredExample[]): LevelStatistics {
  return {
    peakDecibels: signalDistributionOf(items, (signal) => signal.peakDecibels),
    rootMeanSquareDecibels: signalDistributionOf(items, (signal) => signal.rootMeanSquareDecibels),
    loudnessLufs: signalDistributionOf(items, (signal) => signal.loudnessLufs),
    dcOffset: signalDistributionOf(items, (signal) => signal.dcOffset),
    clipping: signalDistributionOf(items, (signal) => signal.clippedShare),
    silence: signalDistributionOf(items, (signal) => signal.silentShare),
    truePeakDecibels: provenanceDistributionOf(items, (provenance) => provenance.truePeakDecibels),
    loudnessRangeLufs: provenanceDistributionOf(items, (provenance) => provenance.loudnessRangeLufs),
    noiseFloorDecibels: provenanceDistributionOf(items, (provenance) => provenance.noiseFloorDecibels),
    modulationDepthDecibels: provenanceDistributionOf(
      items,
      (provenance) => provenance.modulationDepthDecibels,
    ),
  };
}
