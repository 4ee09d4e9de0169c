import type { AudioHeader } from "../model/audio-clip.ts";
import type { ClipMeasurement, SignalMeasurement } from "../model/clip-measurement.ts";
import type { DatasetPart } from "../model/dataset-part.ts";
import type { DatasetSnapshot } from "../model/dataset-snapshot.ts";
import type { Finding } from "../model/finding.ts";
import type { ProvenanceMeasurement } from "../model/provenance-measurement.ts";
import { type SnapshotReading, takeSnapshot } from "./take-snapshot.ts";

/** The numbers that are kept of a clip, by name. */
const clipNumbers: SnapshotReading<ClipMeasurement>["numbers"] = {
  durationSeconds: ({ clip }) => clip?.durationSeconds,
  ...ofSignal({
    peakDecibels: (signal) => signal.peakDecibels,
    rootMeanSquareDecibels: (signal) => signal.rootMeanSquareDecibels,
    loudnessLufs: (signal) => signal.loudnessLufs,
    dcOffset: (signal) => signal.dcOffset,
    clippedShare: (signal) => signal.clippedShare,
    silentShare: (signal) => signal.silentShare,
    centroidHertz: (signal) => signal.centroidHertz,
    rolloff85Hertz: (signal) => signal.rolloff85Hertz,
    bandwidthHertz: (signal) => signal.bandwidthHertz,
    flatness: (signal) => signal.flatness,
  }),
  ...ofProvenance({
    truePeakDecibels: (provenance) => provenance.truePeakDecibels,
    noiseFloorDecibels: (provenance) => provenance.noiseFloorDecibels,
    modulationDepthDecibels: (provenance) => provenance.modulationDepthDecibels,
    effectiveBandwidthHertz: (provenance) => provenance.effectiveBandwidthHertz,
  }),
};

/** What of a measured dataset later ones are compared with; the same for any order of its clips. */
export function snapshotDataset(part: DatasetPart, findings: readonly Finding[]): DatasetSnapshot {
  const measurements = part.clips.map(({ measurement }) => measurement);
  return takeSnapshot(
    part,
    { measurements, findings },
    {
      numbers: clipNumbers,
      contentSha256: ({ pcmSha256 }) => pcmSha256,
      format: ({ clip, openHeader }) => formatOf(clip ?? openHeader),
    },
  );
}

function formatOf(header: AudioHeader | undefined): string | null {
  if (header === undefined) return null;
  const { container, codec, sampleRateHertz, channelCount, bitDepth } = header;
  const depth = bitDepth === null ? "" : ` ${bitDepth} bit`;
  return `${container} ${codec} ${sampleRateHertz} Hz ${channelCount} ch${depth}`;
}

function ofSignal(
  reads: Readonly<Record<string, (signal: SignalMeasurement) => number | null>>,
): Readonly<Record<string, (measurement: ClipMeasurement) => number | null>> {
  return Object.fromEntries(
    Object.entries(reads).map(([name, read]) => [
      name,
      ({ signal }) => (signal === null ? null : read(signal)),
    ]),
  );
}

function ofProvenance(
  reads: Readonly<Record<string, (provenance: ProvenanceMeasurement) => number | null>>,
): Readonly<Record<string, (measurement: ClipMeasurement) => number | null>> {
  return Object.fromEntries(
    Object.entries(reads).map(([name, read]) => [
      name,
      ({ provenance }) => (provenance === null ? null : read(provenance)),
    ]),
  );
}
