/** How a delimited text is written. */
export interface TableDialect {
  /** What stands between two cells; `, ` where a blank follows every comma. */
  readonly delimiter: string;
  /** Lines before the head or the first row: comments that begin with `#`. */
  readonly skippedLineCount: number;
  /** Whether the first record names the columns. */
  readonly hasHead: boolean;
  /** Names of the columns, each only once; `column_3` where the third has none. */
  readonly columns: readonly string[];
  /** Names that the head gives more than once. */
  readonly repeatedNames: readonly string[];
}

/** Texts that stand for a missing cell: those that pandas takes for one. */
export const missingTexts: readonly string[] = [
  ...["", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN"],
  ...["<NA>", "N/A", "NA", "NULL", "NaN", "None", "n/a", "nan", "null"],
];
