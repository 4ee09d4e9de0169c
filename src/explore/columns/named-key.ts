import type { NamedKey } from "../../model/column-statistics.ts";
import type { Estimate } from "../../model/estimate.ts";
import type { Finding } from "../../model/finding.ts";
import { type FindingKind, findingsFor } from "../findings/finding-set.ts";
import { ofRows, type TableView } from "./column-view.ts";
import { estimateRepeated } from "./summarize-column.ts";

const mostExamples = 20;

const repeated: FindingKind = {
  code: "key-repeated",
  severity: "error",
  rule: "the columns that --key names tell all rows apart",
  expected: 0,
};
const missing: FindingKind = {
  code: "key-missing",
  severity: "error",
  rule: "no cell is missing in the columns that --key names",
  expected: 0,
};

/** How well the columns that someone named tell the rows apart; null where nobody did. */
export function summarizeNamedKey(view: TableView, columns: readonly string[]): NamedKey | null {
  const { key } = view.tally;
  if (key === undefined || columns.length === 0) return null;
  return {
    columns,
    repeatedRowCount: estimateRepeated(key, key.wholeCount),
    missingRowCount: view.rowCount - key.wholeCount,
    examples: repeatedKeys(view, columns),
  };
}

function repeatedKeys({ columns, look }: TableView, names: readonly string[]): NamedKey["examples"] {
  const cells = names.map((name) => columns.find(({ plan }) => plan.name === name)!.cells);
  const counts = new Map<string, { readonly values: readonly string[]; count: number }>();
  for (let row = 0; row < look.rowCount; row++) {
    const values = cells.flatMap((column) => column[row] ?? []);
    if (values.length < names.length) continue;
    const id = JSON.stringify(values);
    const before = counts.get(id);
    if (before === undefined) counts.set(id, { values, count: 1 });
    else before.count++;
  }
  return [...counts.entries()]
    .filter(([, { count }]) => count > 1)
    .sort(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1))
    .slice(0, mostExamples)
    .map(([, example]) => example);
}

/** What is wrong with a key that someone named. */
export function namedKeyFindings(view: TableView, key: NamedKey | null): readonly Finding[] {
  if (key === null) return [];
  const name = key.columns.map((column) => `"${column}"`).join(", ");
  const subject = key.columns.join(", ");
  const { center } = key.repeatedRowCount;
  const shown = key.examples.slice(0, 3).map(({ values, count }) => `${values.join(", ")} (${count} times)`);
  const such = shown.length === 0 ? "" : `, such as ${shown.join("; ")}${ofRows(view)}`;
  return [
    ...findingsFor(
      repeated,
      center < 0.5
        ? []
        : [
            {
              subject,
              observed: Math.round(center),
              count: Math.round(center),
              message: `${aboutText(key.repeatedRowCount)} rows repeat the key ${name} of another${such}.`,
              examples: key.examples.map(({ values }) => values.join(", ")),
            },
          ],
      String,
    ),
    ...findingsFor(
      missing,
      key.missingRowCount === 0
        ? []
        : [
            {
              subject,
              observed: key.missingRowCount,
              count: key.missingRowCount,
              message: `In ${key.missingRowCount} rows a cell of the key ${name} is missing.`,
            },
          ],
      String,
    ),
  ];
}

function aboutText({ center, low, high, method }: Estimate): string {
  const count = Math.round(center);
  return method === "exact" ? String(count) : `About ${count} (${Math.round(low)} to ${Math.round(high)})`;
}
