import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { summarizeTable } from "../../../src/explore/columns/summarize-table.ts";
import type { ColumnStatistics } from "../../../src/model/column-statistics.ts";
import { assertClose } from "../../support/assert-close.ts";
import { viewFile } from "../../support/open-text-table.ts";
import { needsData, sharedData } from "../../support/requirements.ts";

/** What pandas says of a column. */
interface ColumnFacts {
  readonly count: number;
  readonly nullCount: number;
  readonly distinctCount: number;
  readonly topCount: number;
  readonly min?: number;
  readonly max?: number;
  readonly mean?: number;
  readonly standardDeviation?: number | null;
  readonly skewness?: number | null;
  readonly excessKurtosis?: number | null;
  readonly quantiles?: Readonly<Record<string, number>>;
}

/** What pandas says of a table; facts.json holds the command that made it. */
interface TableFacts {
  readonly rowCount: number;
  readonly duplicateRowCount: number;
  readonly gaps: Readonly<Record<string, number>>;
  readonly columns: Readonly<Record<string, ColumnFacts>>;
}

const facts: Readonly<Record<string, TableFacts>> = JSON.parse(
  readFileSync(new URL("../../fixtures/tables/facts.json", import.meta.url), "utf8"),
).tables;

const noRoles = {
  name: "t",
  byteCount: 0,
  repeatedNames: [],
  labelColumn: null,
  splitColumn: null,
  groupColumn: null,
  byColumn: null,
  schema: null,
};

/** Patterns of gaps with their rows, whatever the order of the names. */
function gapsByName(gaps: readonly (readonly [names: readonly string[], rowCount: number])[]): unknown {
  return new Map(gaps.map(([names, rowCount]) => [[...names].sort().join("|"), rowCount]));
}

function assertColumn(column: ColumnStatistics, facts: ColumnFacts): void {
  const { name, count, nullCount, distinctCount, topValues } = column;
  const { mean: _, quantiles, ...expected } = facts;
  assert.deepEqual(
    { count, nullCount, distinctCount },
    { count: expected.count, nullCount: expected.nullCount, distinctCount: expected.distinctCount },
    name,
  );
  if (topValues.length > 0) assert.equal(topValues[0]!.count, expected.topCount, name);
  if (quantiles === undefined || column.mean === undefined || column.mean === null) return;
  assert.deepEqual([column.min, column.max], [facts.min, facts.max], name);
  for (const field of ["mean", "standardDeviation", "skewness", "excessKurtosis"] as const) {
    if (facts[field] === null || facts[field] === undefined) continue;
    assertClose(column[field], facts[field], { absolute: 1e-9, relative: 1e-9, what: `${name} ${field}` });
  }
  for (const [probability, value] of Object.entries(quantiles)) {
    assertClose(column.quantiles![probability as "0.5"], value, { relative: 1e-12, what: name });
  }
}

describe("counts, gaps and moments are those of pandas:", () => {
  for (const [name, expected] of Object.entries(facts)) {
    test(name, needsData(name.split("/")[0]!), async () => {
      const view = await viewFile(sharedData(name));
      const { columns, table } = summarizeTable(view, noRoles);
      assert.equal(table.rowCount, expected.rowCount);
      assert.equal(table.duplicateRowCount.center, expected.duplicateRowCount);
      const theirs = Object.entries(expected.gaps).map(([key, count]) => [key.split("|"), count] as const);
      const ours = view.tally.gaps.map((gap) => [gap.columns, gap.rowCount] as const);
      assert.deepEqual(gapsByName(ours), gapsByName(theirs));
      assert.deepEqual(
        columns.map((column) => column.name),
        Object.keys(expected.columns),
      );
      for (const column of columns) assertColumn(column, expected.columns[column.name]!);
    });
  }
});
