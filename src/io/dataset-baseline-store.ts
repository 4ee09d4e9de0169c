import {
  type DatasetBaseline,
  type SnapshotExample,
  snapshotSchemaVersion,
} from "../model/dataset-snapshot.ts";
import type { AttributeValue } from "../model/example.ts";
import { complaintAboutDataset, fixedColumns } from "./check-dataset-baseline.ts";
import { notStored, readStored, type StoredKind, storedPath, writeStored } from "./stored-json.ts";

type Row = readonly AttributeValue[];

function kindOf(name: string): StoredKind {
  return {
    schemaVersion: snapshotSchemaVersion,
    what: "a stored dataset",
    saveCommand: `profile baseline save ${name} --dataset <path>`,
  };
}

/**
 * The stored dataset `name` of a folder (`.soundings/datasets`). Throws SoundingsError("baseline") when it is missing, cannot be
 * read, is of another version, or is not whole; the message names the file and the field.
 */
export async function readDatasetBaseline(folder: string, name: string): Promise<DatasetBaseline> {
  const path = storedPath(folder, name);
  const stored = await readStored(path, kindOf(name));
  const complaint = complaintAboutDataset(stored);
  if (complaint !== null) throw notStored(path, complaint, kindOf(name));
  const {
    examples,
    columns: _,
    ...rest
  } = stored as Omit<DatasetBaseline, "examples"> & {
    readonly examples: readonly Row[];
    readonly columns?: unknown;
  };
  return { ...rest, examples: examples.map((row) => exampleOf(row, rest.numberNames.length)) };
}

/**
 * Stores a dataset under its name, in whole or not at all, and gives its path: one line per example, so that what changed can be
 * read in a review. Throws SoundingsError("baseline") when the folder cannot be written.
 */
export async function writeDatasetBaseline(folder: string, baseline: DatasetBaseline): Promise<string> {
  const path = storedPath(folder, baseline.name);
  const columns = [...Object.keys(fixedColumns), ...baseline.numberNames, ...baseline.attributeNames];
  await writeStored(path, { ...baseline, columns, examples: baseline.examples.map(rowOf) });
  return path;
}

function rowOf(example: SnapshotExample): Row {
  const { id, label, split, group, contentSha, sizeBytes, format, problem } = example;
  const fixed = [id, label, split, group, contentSha, sizeBytes, format, problem];
  return [...fixed, ...example.numbers, ...example.attributes];
}

/** The columns are known to be of the right types. */
function exampleOf(row: Row, numberCount: number): SnapshotExample {
  const fixedCount = Object.keys(fixedColumns).length;
  const fixed = Object.fromEntries(Object.keys(fixedColumns).map((name, index) => [name, row[index]]));
  return {
    ...(fixed as unknown as Omit<SnapshotExample, "numbers" | "attributes">),
    numbers: row.slice(fixedCount, fixedCount + numberCount) as (number | null)[],
    attributes: row.slice(fixedCount + numberCount),
  };
}
