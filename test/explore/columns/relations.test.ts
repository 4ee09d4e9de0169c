import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { findAssociations } from "../../../src/explore/columns/find-associations.ts";
import { findLabelPredictors } from "../../../src/explore/columns/find-label-predictors.ts";
import type { Association } from "../../../src/model/column-statistics.ts";
import { assertClose } from "../../support/assert-close.ts";
import { viewFile } from "../../support/open-text-table.ts";
import { needsData, sharedData } from "../../support/requirements.ts";

/** What scipy and scikit-learn say of a table; relations.json holds the command that made it. */
interface Relations {
  readonly label: string;
  readonly associations: readonly Association[];
  /** Balanced accuracy over 20 cross-validations. */
  readonly predictors: readonly {
    readonly column: string;
    readonly mean: number;
    readonly deviation: number;
  }[];
}

const oracle: Readonly<Record<string, Relations>> = JSON.parse(
  readFileSync(new URL("../../fixtures/tables/relations.json", import.meta.url), "utf8"),
).tables;

/** Weaker ones are not listed. */
const weakest = 0.1;

describe("relations of columns are those of scipy 1.17 and scikit-learn 1.9", () => {
  for (const [path, { label, associations, predictors }] of Object.entries(oracle)) {
    const [set = ""] = path.split("/");
    test(`${path}: associations`, needsData(set), async () => {
      const found = findAssociations(await viewFile(sharedData(path)));
      const expected = associations.filter(({ value }) => Math.abs(value) >= weakest);
      assert.ok(expected.length > 10);
      for (const { a, b, measure, value, count } of expected) {
        const own = found.find((one) => one.a === a && one.b === b);
        assert.equal(own?.measure, measure, `${a}, ${b}`);
        assert.equal(own?.count, count, `${a}, ${b}`);
        assertClose(own!.value, value, { relative: 1e-9 });
      }
      const known = new Set(associations.map(({ a, b }) => `${a}\n${b}`));
      const beyond = found.filter(({ a, b }) => known.has(`${a}\n${b}`)).length - expected.length;
      assert.equal(beyond, 0, "no pair is listed that is weaker");
    });

    test(`${path}: what tells ${label}`, needsData(set), async () => {
      const found = findLabelPredictors(await viewFile(sharedData(path)), label);
      for (const { column, mean, deviation } of predictors) {
        const own = found.find((one) => one.column === column);
        assert.ok(own !== undefined, column);
        // Other folds, and edges of bins by another definition of quantiles.
        const margin = 4 * deviation + 0.02;
        assert.ok(
          Math.abs(own.balancedAccuracy - mean) <= margin,
          `${column}: ${own.balancedAccuracy}, ${mean}`,
        );
      }
    });
  }
});
