// A dataset report as a DataFrame: which classes are worth training on, and how many clips of each to take?
//   npx tsx notebooks/tables/labels-to-danfo.ts reports/piano/dataset.json
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { type DatasetReport, fromDataFrame, type Table, tablesOf, toDataFrame } from "soundings";

/** What the example ends with. */
export interface SubsetPlan {
  /** Clips and seconds of audio by whether the class is rare: isRare, count_sum, totalDurationSeconds_sum. */
  readonly byRarity: Table;
  /** One row per class that is kept, most audio first: label, count, totalDurationSeconds, take. */
  readonly plan: Table;
}

/**
 * Leaves out rare classes, and takes as many clips of each other class as the smallest of them has: a balanced subset.
 * @param rareShare a class with a smaller share of the clips is rare, 0..1
 */
export async function planSubset(report: DatasetReport, rareShare: number): Promise<SubsetPlan> {
  const labels = await toDataFrame(tablesOf(report).labels);

  // Comparisons give a Series of booleans: as a new column it can be grouped by, as a mask it filters.
  const isRare = labels.column("share").lt(rareShare);
  labels.addColumn("isRare", isRare.values as boolean[], { inplace: true });
  const byRarity = labels.groupby(["isRare"]).agg({ count: "sum", totalDurationSeconds: "sum" });

  const kept = labels.query(labels.column("share").ge(rareShare));
  const plan = kept
    .loc({ columns: ["label", "count", "totalDurationSeconds"] })
    .sortValues("totalDurationSeconds", { ascending: false });
  const counts = plan.column("count").values as number[];
  const take = counts.map(() => Math.min(...counts));
  plan.addColumn("take", take, { inplace: true });
  return { byRarity: fromDataFrame(byRarity, "byRarity"), plan: fromDataFrame(plan, "plan") };
}

async function main(path: string): Promise<void> {
  const report = JSON.parse(readFileSync(path, "utf8")) as DatasetReport;
  const { byRarity, plan } = await planSubset(report, 0.05);
  (await toDataFrame(byRarity)).print();
  (await toDataFrame(plan)).print();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await main(process.argv[2] ?? "reports/piano/dataset.json");
}
