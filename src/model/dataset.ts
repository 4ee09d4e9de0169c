import type { Example } from "./example.ts";
import type { Finding } from "./finding.ts";
import type { MediaKind } from "./media-kind.ts";

/** How a dataset is laid out on disk. */
export type Layout = (typeof layouts)[number];

/** Names of all layouts. */
export const layouts = [
  "folder-per-label",
  "flat-folder",
  "file-name-pattern",
  "manifest",
  "huggingface",
  "urbansound8k",
  "esc50",
  "speech-commands",
  "common-voice",
  "audioset",
  "nemo",
  "kaldi",
  "lhotse",
  "webdataset",
  "parquet",
] as const;

/** Columns of a table by what they say of an example; left out or null where no column says it. */
export interface RoleColumns {
  readonly label?: string | null;
  readonly split?: string | null;
  readonly group?: string | null;
}

/** A named set of examples with a source. */
export interface Dataset {
  /** Short name: the last part of its path. */
  readonly name: string;
  /** The path as it was given. */
  readonly source: string;
  /** How it is laid out. */
  readonly layout: Layout;
  /** What its examples are; audio where left out. */
  readonly kind?: MediaKind;
  /** The folder that ids start from, absolute; left out where it is that of `source`. */
  readonly root?: string;
  /** Which columns label, split and group come from; left out where they come from no table. */
  readonly columns?: RoleColumns;
  /** Its examples, sorted by `id`. */
  readonly examples: readonly Example[];
  /** Their ids in the order of a manifest's rows; left out where only names give an order. */
  readonly listedIds?: readonly string[];
  /** What was wrong with the listing itself: rows without a file, files without a row, junk files. */
  readonly findings: readonly Finding[];
}
