import { planTable, revisePlan } from "../explore/columns/plan-table.ts";
import type { OpenTable } from "../io/tables/open-table.ts";
import type { TablePlan } from "../model/column-plan.ts";
import type { TableTally } from "../model/column-tally.ts";
import type { Shard } from "../model/dataset-part.ts";

/** Passes over a table at most: one, and one for each kind of surprise. */
const mostPasses = 4;

/** A table, counted. */
export interface CountedTable {
  readonly plan: TablePlan;
  readonly tally: TableTally;
}

/** What is counted. */
interface CountOptions {
  /** One share of the rows; left out for all. */
  readonly shard?: Shard | undefined;
  /** Columns that are said to tell the rows apart. */
  readonly namedKey?: readonly string[] | undefined;
}

/** Counts a table, or one shard of its rows, in one pass, and again where the look at some rows did not show what all rows do. */
export async function countTable(
  table: OpenTable,
  { shard, namedKey = [] }: CountOptions = {},
): Promise<CountedTable> {
  let plan: TablePlan = { ...planTable(table.look), ...(namedKey.length === 0 ? {} : { namedKey }) };
  for (let pass = 1; ; pass++) {
    const { tally, misfitColumns } = await table.tally(plan, shard);
    const revised = pass < mostPasses ? revisePlan(plan, { look: table.look, tally, misfitColumns }) : null;
    if (revised === null) return { plan, tally };
    plan = revised;
  }
}
