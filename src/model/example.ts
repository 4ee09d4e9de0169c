/** A value that a manifest gives for an example. */
export type AttributeValue = string | number | boolean | null;

/** All labels of an example: none, one or several. */
export function labelsOf({ label, labels }: Pick<Example, "label" | "labels">): readonly string[] {
  return labels ?? (label === null ? [] : [label]);
}

/** One item of a dataset. Never "sample", "row" or "record". */
export interface Example {
  /**
   * Unique and stable within its dataset: the path relative to the dataset's root, with forward slashes; of a member of an archive the
   * archive's path and the member's, of a stretch of a recording with its times: `talks/1.flac#t=1.5,4.2`.
   */
  readonly id: string;
  /** Where the media is on disk: an absolute path, or an address within a file (see `MediaAddress`), which every reader takes. */
  readonly path: string;
  /** Class label, or null when none is known; the first of `labels` where there are several. */
  readonly label: string | null;
  /** All its labels, in the order of the source, where it has more than one. */
  readonly labels?: readonly string[];
  /** Split (train, test, fold 3, ...), or null. */
  readonly split: string | null;
  /** What must not be spread over splits: speaker, recording, session; or null. */
  readonly group: string | null;
  /** Everything else that is known of it, by column name. */
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}
