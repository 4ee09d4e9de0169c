import type { Suspect } from "../../model/column-statistics.ts";

/** A value of a column that looks wrong wherever it stands, or in some rows alone. */
export interface SuspectValue {
  readonly column: string;
  readonly value: string;
  readonly usual: string | null;
  /** Rows of the look, from 0; null for all that have the value. */
  readonly rows: readonly number[] | null;
  readonly why: Suspect["why"];
}
