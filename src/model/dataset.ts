import type { Example } from "./example.ts";
import type { Finding } from "./finding.ts";

/** How a dataset is laid out on disk. */
export type Layout = "folder-per-label" | "file-name-pattern" | "manifest" | "flat-folder";

/** A named set of examples with a source. */
export interface Dataset {
  /** Short name: the last part of its path. */
  readonly name: string;
  /** The path as it was given. */
  readonly source: string;
  /** How it is laid out. */
  readonly layout: Layout;
  /** Its examples, sorted by `id`. */
  readonly examples: readonly Example[];
  /** Their ids in the order of a manifest's rows; left out where only names give an order. */
  readonly listedIds?: readonly string[];
  /** What was wrong with the listing itself: rows without a file, files without a row, junk files. */
  readonly findings: readonly Finding[];
}
