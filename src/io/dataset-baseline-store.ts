import {
  type DatasetAnchor,
  type DatasetBaseline,
  type SnapshotExample,
  snapshotSchemaVersion,
} from "../model/dataset-snapshot.ts";
import type { AttributeValue } from "../model/example.ts";
import { complaintAboutDataset, fixedColumnsOf } from "./check-dataset-baseline.ts";
import {
  isFilePath,
  notStored,
  readingPath,
  readStored,
  type StoredKind,
  storedPath,
  writeStored,
} from "./stored-json.ts";

type Row = readonly AttributeValue[];

function kindOf(name: string): StoredKind {
  return {
    schemaVersion: snapshotSchemaVersion,
    what: "a stored dataset",
    saveCommand: isFilePath(name)
      ? "profile dataset <path>"
      : `profile baseline save ${name} --dataset <path>`,
  };
}

/**
 * The stored dataset `name` of a folder (`.soundings/datasets`), or the one whose file's path is given. Throws SoundingsError("baseline") when it is missing, cannot be
 * read, is of another version, or is not whole; the message names the file and the field.
 */
export async function readDatasetBaseline(folder: string, name: string): Promise<DatasetBaseline> {
  const path = readingPath(folder, name);
  const stored = await readStored(path, kindOf(name));
  const complaint = complaintAboutDataset(stored);
  if (complaint !== null) throw notStored(path, complaint, kindOf(name));
  const { columns: _, anchor, ...rest } = stored as StoredBaseline;
  const fixed = Object.keys(fixedColumnsOf(rest.kind));
  return {
    ...withExamples(rest, fixed),
    ...(anchor === undefined ? {} : { anchor: withExamples(anchor, fixed) }),
  };
}

/** Examples as they are stored. */
interface Stored {
  readonly numberNames: readonly string[];
  readonly examples: readonly Row[];
}

type StoredBaseline = Omit<DatasetBaseline, "examples" | "anchor"> &
  Stored & { readonly columns?: unknown; readonly anchor?: Omit<DatasetAnchor, "examples"> & Stored };

function withExamples<Whole extends Stored>(
  stored: Whole,
  fixed: readonly string[],
): Omit<Whole, "examples"> & { readonly examples: readonly SnapshotExample[] } {
  const { numberNames, examples } = stored;
  return { ...stored, examples: examples.map((row) => exampleOf(row, fixed, numberNames.length)) };
}

/**
 * Stores a dataset under its name, in whole or not at all, and gives its path: one line per example, so that what changed can be
 * read in a review. Throws SoundingsError("baseline") when the folder cannot be written.
 */
export async function writeDatasetBaseline(folder: string, baseline: DatasetBaseline): Promise<string> {
  const path = storedPath(folder, baseline.name);
  const fixed = Object.keys(fixedColumnsOf(baseline.kind)) as (keyof SnapshotExample)[];
  const columns = [...fixed, ...baseline.numberNames, ...baseline.attributeNames];
  const rowOf = (example: SnapshotExample): Row => [
    ...fixed.map((name) => (example[name] ?? null) as AttributeValue),
    ...example.numbers,
    ...example.attributes,
  ];
  const { anchor } = baseline;
  const older = anchor === undefined ? {} : { anchor: { ...anchor, examples: anchor.examples.map(rowOf) } };
  await writeStored(path, { ...baseline, columns, examples: baseline.examples.map(rowOf), ...older });
  return path;
}

/** The columns are known to be of the right types. */
function exampleOf(row: Row, fixed: readonly string[], numberCount: number): SnapshotExample {
  const values = Object.fromEntries(fixed.map((name, index) => [name, row[index]]));
  return {
    ...(values as unknown as Omit<SnapshotExample, "numbers" | "attributes">),
    numbers: row.slice(fixed.length, fixed.length + numberCount) as (number | null)[],
    attributes: row.slice(fixed.length + numberCount),
  };
}
