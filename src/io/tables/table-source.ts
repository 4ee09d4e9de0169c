import type { ColumnPlan } from "../../model/column-plan.ts";
import type { RowProblem, TableLook } from "../../model/column-tally.ts";

/** Rows that did not fit what was planned, after a pass. */
export interface PassProblems {
  /** The first 1,000, in order. */
  readonly problems: readonly RowProblem[];
  readonly problemCount: number;
  /** Columns with values that are not of the planned type: the rows were left out, so the column is to be counted as text. */
  readonly misfitColumns: readonly string[];
}

/** A table that is open: what is needed to look at it and to count it. */
export interface TableSource {
  readonly look: TableLook;
  /** Names that the file gives to more than one column. */
  readonly repeatedNames: readonly string[];
  /** What is to be read, as SQL after FROM, with every column in its planned type under its own name. */
  readonly from: (columns: readonly ColumnPlan[]) => string;
  /** What the last pass over `from` could not read. */
  readonly passProblems: () => Promise<PassProblems>;
  /** Whether a failed pass may succeed on a rewritten copy, which is then used. */
  readonly repair: (reason: string) => Promise<boolean>;
}

/** Problems that are told one by one at most. */
export const mostProblems = 1000;

/** Nothing went wrong. */
export const noProblems: PassProblems = { problems: [], problemCount: 0, misfitColumns: [] };
