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

/** Counts a table, or one shard of its rows, in one pass, and again where the look at some rows did not show what all rows do. */
export async function countTable(table: OpenTable, shard?: Shard): Promise<CountedTable> {
  let plan = planTable(table.look);
  for (let pass = 1; ; pass++) {
    const { tally, misfitColumns } = await table.tally(plan, shard);
    const revised = pass < mostPasses ? revisePlan(plan, { look: table.look, tally, misfitColumns }) : null;
    if (revised === null) return { plan, tally };
    plan = revised;
  }
}
