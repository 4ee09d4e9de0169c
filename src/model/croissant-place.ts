import type { ColumnType } from "./column-plan.ts";
import type { RoleColumns } from "./dataset.ts";
import type { MediaKind } from "./media-kind.ts";

/** One column of a table, as far as a description tells. */
export interface DescribedColumn {
  readonly name: string;
  readonly type: ColumnType;
}

/** A file that is a table. */
export interface DescribedTable {
  /** Its name, without its folder. */
  readonly name: string;
  /** Its media type. */
  readonly encodingFormat: string;
  readonly sizeBytes: number;
  /** SHA-256 of its bytes, hex. */
  readonly sha256: string;
  /** In the order of the table. */
  readonly columns: readonly DescribedColumn[];
  /** Which of them say what. */
  readonly roles: RoleColumns & { readonly path?: string | null };
}

/** Files that hold the media, or tables in which they are. */
export interface DescribedFiles {
  /** What they are: media by themselves, members of tar archives, or cells of Parquet files. */
  readonly kind: "files" | "tar" | "parquet";
  /** What they hold. */
  readonly media: MediaKind;
  /** Endings of the media: `wav`, in order; for Parquet none. */
  readonly endings: readonly string[];
  /** For Parquet: the column that holds the media, and those beside it. */
  readonly mediaColumn: string | null;
  readonly columns: readonly DescribedColumn[];
  readonly roles: RoleColumns;
  /** Whether the label of every example is the folder that its file lies in. */
  readonly isLabelFolder: boolean;
}

/** Where the data of a report are, as far as they can still be found. */
export interface CroissantPlace {
  /** Null where there is none. */
  readonly table: DescribedTable | null;
  /** Null for a plain table. */
  readonly files: DescribedFiles | null;
}

/** What only people know of a dataset; nothing of it is guessed. */
export interface StatedFacts {
  /** Address of the licence. */
  readonly license?: string | undefined;
  /** Address of the dataset. */
  readonly url?: string | undefined;
  /** How to cite it. */
  readonly citation?: string | undefined;
}
