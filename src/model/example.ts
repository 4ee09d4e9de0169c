/** A value that a manifest gives for an example. */
export type AttributeValue = string | number | boolean | null;

/** One item of a dataset. Never "sample", "row" or "record". */
export interface Example {
  /** Unique and stable within its dataset: the path relative to the dataset's root, with forward slashes. */
  readonly id: string;
  /** Where the media file is on disk: absolute. */
  readonly path: string;
  /** Class label, or null when none is known. */
  readonly label: string | null;
  /** Split (train, test, fold 3, ...), or null. */
  readonly split: string | null;
  /** What must not be spread over splits: speaker, recording, session; or null. */
  readonly group: string | null;
  /** Everything else that is known of it, by column name. */
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}
