import type { TableView } from "./column-view.ts";

/** Columns of which pairs are tried at most. */
const mostColumns = 20;
const mostPairs = 10;
const fewestRows = 10;

/**
 * Columns that tell all rows apart, none of them missing; where there is none, pairs of columns that do so for the rows that were looked at, if
 * those are all.
 */
export function findKeys({ columns, rowCount, look }: TableView): readonly (readonly string[])[] {
  if (rowCount < fewestRows) return [];
  const whole = columns.filter(
    ({ plan, statistics }) => statistics.nullCount === 0 && plan.type !== "nested",
  );
  const single = whole.filter(
    ({ plan, statistics }) =>
      statistics.distinct.method === "exact" &&
      statistics.distinctCount === rowCount &&
      plan.type !== "number",
  );
  if (single.length > 0 || !look.isWhole) return single.map(({ plan }) => [plan.name]);
  const named = whole.filter(({ plan }) => plan.type !== "number").slice(0, mostColumns);
  const pairs = named.flatMap((a, index) => named.slice(index + 1).map((b) => [a, b] as const));
  return pairs
    .filter(([a, b]) => a.statistics.distinctCount * b.statistics.distinctCount >= rowCount)
    .filter(([a, b]) => new Set(a.cells.map((cell, row) => `${cell}\u0000${b.cells[row]}`)).size === rowCount)
    .slice(0, mostPairs)
    .map(([a, b]) => [a.plan.name, b.plan.name]);
}
