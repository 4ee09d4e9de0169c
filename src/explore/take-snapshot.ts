import type { PartHead } from "../model/dataset-part.ts";
import {
  type DatasetSnapshot,
  type SnapshotExample,
  type SnapshotFinding,
  snapshotSchemaVersion,
} from "../model/dataset-snapshot.ts";
import type { Example } from "../model/example.ts";
import type { Finding } from "../model/finding.ts";
import { compareText } from "./measured-example.ts";

/** Hex digits that are kept of a hash: among a million examples, two differing ones agree with a probability of 3e-8. */
const shaDigitCount = 16;

/** Digits that are kept of a number: far finer than any drift, and short enough to read. */
const significantDigits = 6;

/** What every measurement of a file says, whatever the file holds. */
interface FileMeasurement {
  readonly exampleId: string;
  readonly sizeBytes: number;
  readonly problem: { readonly code: string } | null;
}

/** What is kept of the measurements of one kind of file. */
export interface SnapshotReading<Measurement> {
  /** The numbers that are kept, by name. */
  readonly numbers: Readonly<Record<string, (measurement: Measurement) => number | null | undefined>>;
  /** SHA-256 of what was decoded, hex. */
  readonly contentSha256: (measurement: Measurement) => string | null;
  /** What the file is, in one text. */
  readonly format: (measurement: Measurement) => string | null;
  /** What else is kept. */
  readonly further?: (measurement: Measurement | undefined) => Pick<SnapshotExample, "pictureHash">;
}

/** What a snapshot is taken of. */
export interface SnapshotSources<Measurement> {
  readonly measurements: readonly Measurement[];
  readonly findings: readonly Finding[];
}

/** What of a measured dataset later ones are compared with; the same for any order of its measurements. */
export function takeSnapshot<Measurement extends FileMeasurement>(
  { tool, source, options, method, listing }: PartHead,
  { measurements, findings }: SnapshotSources<Measurement>,
  reading: SnapshotReading<Measurement>,
): DatasetSnapshot {
  const byId = new Map(measurements.map((measurement) => [measurement.exampleId, measurement]));
  const attributeNames = [
    ...new Set(listing.examples.flatMap(({ attributes }) => Object.keys(attributes))),
  ].sort(compareText);
  return {
    schemaVersion: snapshotSchemaVersion,
    tool,
    dataset: listing.name,
    ...(listing.kind === undefined ? {} : { kind: listing.kind }),
    source,
    options,
    method,
    numberNames: Object.keys(reading.numbers),
    attributeNames,
    examples: listing.examples
      .map((example) => ({
        ...placeOf(example, attributeNames),
        ...contentOf(byId.get(example.id), reading),
      }))
      .sort((a, b) => compareText(a.id, b.id)),
    findings: findings.map(findingOf),
  };
}

function placeOf(
  { id, label, split, group, attributes }: Omit<Example, "path">,
  attributeNames: readonly string[],
): Pick<SnapshotExample, "id" | "label" | "split" | "group" | "attributes"> {
  const said = attributeNames.map((name) => (attributes[name] === "" ? null : (attributes[name] ?? null)));
  return { id, label, split, group, attributes: said };
}

function contentOf<Measurement extends FileMeasurement>(
  measurement: Measurement | undefined,
  { numbers, contentSha256, format, further }: SnapshotReading<Measurement>,
): Omit<SnapshotExample, "id" | "label" | "split" | "group" | "attributes"> {
  return {
    contentSha: (measurement && contentSha256(measurement))?.slice(0, shaDigitCount) ?? null,
    sizeBytes: measurement?.sizeBytes ?? 0,
    format: measurement === undefined ? null : format(measurement),
    problem: measurement?.problem?.code ?? null,
    numbers: Object.values(numbers).map((read) => shortened(measurement && read(measurement))),
    ...further?.(measurement),
  };
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
