import type { AudioHeader } from "../model/audio-clip.ts";
import type { ClipMeasurement, SignalMeasurement } from "../model/clip-measurement.ts";
import type { DatasetPart } from "../model/dataset-part.ts";
import {
  type DatasetSnapshot,
  type SnapshotExample,
  type SnapshotFinding,
  snapshotSchemaVersion,
} from "../model/dataset-snapshot.ts";
import type { Example } from "../model/example.ts";
import type { Finding } from "../model/finding.ts";
import type { ProvenanceMeasurement } from "../model/provenance-measurement.ts";
import { compareText } from "./measured-example.ts";

/** Hex digits that are kept of a hash: among a million examples, two differing ones agree with a probability of 3e-8. */
const shaDigitCount = 16;

/** Digits that are kept of a number: far finer than any drift, and short enough to read. */
const significantDigits = 6;

/** The numbers that are kept of a clip, by name. */
const clipNumbers: Readonly<Record<string, (measurement: ClipMeasurement) => number | null | undefined>> = {
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
  const { tool, source, options, method, listing } = part;
  const byId = new Map(part.clips.map(({ measurement }) => [measurement.exampleId, measurement]));
  const attributeNames = [
    ...new Set(listing.examples.flatMap(({ attributes }) => Object.keys(attributes))),
  ].sort(compareText);
  return {
    schemaVersion: snapshotSchemaVersion,
    tool,
    dataset: listing.name,
    source,
    options,
    method,
    numberNames: Object.keys(clipNumbers),
    attributeNames,
    examples: listing.examples
      .map((example) => exampleOf(example, byId.get(example.id), attributeNames))
      .sort((a, b) => compareText(a.id, b.id)),
    findings: findings.map(findingOf),
  };
}

function exampleOf(
  { id, label, split, group, attributes }: Omit<Example, "path">,
  measurement: ClipMeasurement | undefined,
  attributeNames: readonly string[],
): SnapshotExample {
  return {
    id,
    label,
    split,
    group,
    contentSha: measurement?.pcmSha256?.slice(0, shaDigitCount) ?? null,
    sizeBytes: measurement?.sizeBytes ?? 0,
    format: formatOf(measurement?.clip ?? measurement?.openHeader),
    problem: measurement?.problem?.code ?? null,
    numbers: Object.values(clipNumbers).map((read) => shortened(measurement && read(measurement))),
    attributes: attributeNames.map((name) => (attributes[name] === "" ? null : (attributes[name] ?? null))),
  };
}

function formatOf(header: AudioHeader | undefined): string | null {
  if (header === undefined) return null;
  const { container, codec, sampleRateHertz, channelCount, bitDepth } = header;
  const depth = bitDepth === null ? "" : ` ${bitDepth} bit`;
  return `${container} ${codec} ${sampleRateHertz} Hz ${channelCount} ch${depth}`;
}

/** What is kept of a finding. */
export function findingOf({ code, severity, subject, message, evidence }: Finding): SnapshotFinding {
  return { code, severity, subject, message, count: evidence.count };
}

function shortened(value: number | null | undefined): number | null {
  if (value === null || value === undefined || !Number.isFinite(value)) return null;
  // Adding 0 takes the sign of a negative zero, which JSON does not keep.
  return Number(value.toPrecision(significantDigits)) + 0;
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
