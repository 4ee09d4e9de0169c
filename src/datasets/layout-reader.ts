import type { Layout, RoleColumns } from "../model/dataset.ts";
import type { Example } from "../model/example.ts";
import type { Finding } from "../model/finding.ts";
import type { MediaKind } from "../model/media-kind.ts";
import type { DatasetPlace } from "./dataset-place.ts";
import type { ColumnChoice } from "./manifest-columns.ts";

/** How to read a dataset; what is left out is found out from the path. */
export interface DatasetOptions extends ColumnChoice {
  /** How it is laid out; left out, it is recognised. */
  readonly layout?: Layout | undefined;
  /** Where the label is in a file's name, such as `{label}_{group}_{index}.wav`; for folders. */
  readonly labelPattern?: string | undefined;
}

/** What a dataset lists, and what was wrong with it. */
export interface LayoutListing {
  readonly examples: readonly Example[];
  readonly findings: readonly Finding[];
  /** Which columns label, split and group come from, where they come from a table. */
  readonly columns?: RoleColumns;
  /** What the examples are, where their names do not say it. */
  readonly kind?: MediaKind;
  /** The folder that ids start from, absolute, where it is not the one of the path that was given. */
  readonly root?: string;
}

/** One way of laying out a dataset. A new one is a file beside this one and a line in `layouts.ts`. */
export interface LayoutReader {
  readonly name: Layout;
  /** What it looks like on disk, in a few words. */
  readonly summary: string;
  /** Whether a place looks like it, from names and a few kilobytes. */
  readonly recognise: (place: DatasetPlace) => boolean | Promise<boolean>;
  /** Lists its examples. Throws `usage` when the place is not laid out so. */
  readonly read: (place: DatasetPlace, options: DatasetOptions) => Promise<LayoutListing>;
}
