import type { LedgerEntry } from "./baseline.ts";
import type { DatasetReport, ReportMethod } from "./dataset-statistics.ts";
import type { Tool } from "./environment.ts";
import type { AttributeValue } from "./example.ts";
import type { Severity } from "./finding.ts";
import type { MediaKind } from "./media-kind.ts";

/** Version of a stored dataset baseline; raised when a field changes its meaning. */
export const snapshotSchemaVersion = 1;

/** What is kept of one example: enough to say later whether it, its label, its sound or picture, or its place has changed. */
export interface SnapshotExample {
  /** The path relative to the dataset's root, with forward slashes. */
  readonly id: string;
  readonly label: string | null;
  readonly split: string | null;
  readonly group: string | null;
  /** First 16 hex digits of the SHA-256 of its decoded samples or pixels; null when they were not decoded. */
  readonly contentSha: string | null;
  /** Size of its file. */
  readonly sizeBytes: number;
  /** What the file is, such as `wav pcm_s16le 16000 Hz 1 ch 16 bit` or `jpeg rgb 8 bit`; null when the header could not be read. */
  readonly format: string | null;
  /** Code of what is wrong with the file; null when it is whole. */
  readonly problem: string | null;
  /** One number per name of `DatasetSnapshot.numberNames`, six significant digits; null where it has none. */
  readonly numbers: readonly (number | null)[];
  /** Of an image: its perceptual hash, 16 hex digits; null where nothing was decoded, or all of one colour. Left out for recordings. */
  readonly pictureHash?: string | null;
  /** One value per name of `DatasetSnapshot.attributeNames`. */
  readonly attributes: readonly AttributeValue[];
}

/** What is kept of a finding: enough to know it again. */
export interface SnapshotFinding {
  readonly code: string;
  readonly severity: Severity;
  readonly subject: string;
  readonly message: string;
  /** How many examples show it. */
  readonly count: number;
}

/** A dataset as it was, example by example: what two datasets are compared by. No samples, some 200 bytes per example. */
export interface DatasetSnapshot {
  readonly schemaVersion: typeof snapshotSchemaVersion;
  readonly tool: Tool;
  /** Short name of the dataset. */
  readonly dataset: string;
  /** What its files hold; audio where left out. */
  readonly kind?: MediaKind;
  /** The path as it was given. */
  readonly source: string;
  /** The options that shaped it. */
  readonly options: DatasetReport["options"];
  readonly method: ReportMethod;
  /** Names of the numbers of every example, with their units, such as `durationSeconds` or `widthPixels`. */
  readonly numberNames: readonly string[];
  /** Names of the manifest's further columns, sorted. */
  readonly attributeNames: readonly string[];
  /** Sorted by id. */
  readonly examples: readonly SnapshotExample[];
  /** Gravest first, then by code and subject. */
  readonly findings: readonly SnapshotFinding[];
}

/** The distributions of an older state of a dataset, so that many small steps are seen. */
export interface DatasetAnchor extends Pick<DatasetSnapshot, "numberNames" | "attributeNames" | "examples"> {
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly commit: string | null;
}

/** A dataset stored to compare with. */
export interface DatasetBaseline extends DatasetSnapshot {
  /** Name of the baseline. */
  readonly name: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** Git commit of the working folder, or null outside a repository. */
  readonly commit: string | null;
  /** Whether the working folder had uncommitted changes; null outside a repository. */
  readonly isDirty: boolean | null;
  /** Why it was replaced, each time that it was; oldest first. */
  readonly ledger: readonly LedgerEntry[];
  /**
   * The state that accepted steps are added up from: the first, or the last that was accepted though it had drifted from the anchor before it.
   * Absent while the stored state is that one, and in files of older versions.
   */
  readonly anchor?: DatasetAnchor;
}
