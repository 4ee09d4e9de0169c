import assert from "node:assert/strict";
import { test } from "node:test";
import type { DatasetReport } from "soundings";
import { planSubset } from "../../notebooks/tables/labels-to-danfo.ts";

function reportWith(
  entries: readonly [label: string, count: number, totalDurationSeconds: number][],
): DatasetReport {
  const total = entries.reduce((sum, [, count]) => sum + count, 0);
  const labels = entries.map(([label, count, totalDurationSeconds]) => ({
    label,
    count,
    share: count / total,
    totalDurationSeconds,
    bySplit: { train: count },
  }));
  const report = { dataset: { splits: { train: total } }, labels: { entries: labels }, findings: [] };
  return report as unknown as DatasetReport;
}

test("rare classes are left out, the others ordered by how much audio they have", async () => {
  const report = reportWith([
    ["dog", 50, 100.25],
    ["rain", 40, 400.5],
    ["gunshot", 2, 1.5],
  ]);
  const { byRarity, plan } = await planSubset(report, 0.05);
  const cells = (table: typeof plan) =>
    Object.fromEntries(table.columns.map(({ name, values }) => [name, values]));
  assert.deepEqual(cells(plan), {
    label: ["rain", "dog"],
    count: [40, 50],
    totalDurationSeconds: [400.5, 100.25],
    take: [40, 40],
  });
  assert.deepEqual(cells(byRarity), {
    isRare: [false, true],
    count_sum: [90, 2],
    totalDurationSeconds_sum: [500.75, 1.5],
  });
});
