import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { findSuspects } from "../../../src/explore/columns/find-suspects.ts";
import { parseDelimited } from "../../../src/io/parse-delimited.ts";
import { viewFile } from "../../support/open-text-table.ts";
import { needsData, sharedData } from "../../support/requirements.ts";

test(
  "of the Hospital table's 509 wrong cells nearly all are suspect, and few others",
  needsData("tabular"),
  async (context) => {
    const truth = readFileSync(join(sharedData("tabular"), "hospital_clean_long.csv"), "utf8");
    const right = new Map(
      parseDelimited(truth, ",")
        .slice(1)
        .map(({ cells }) => [`${Number(cells[0]) + 1} ${cells[1]}`, cells[2]!]),
    );
    const view = await viewFile(join(sharedData("tabular"), "hospital_dirty.csv"));
    const wrong = new Set(
      view.columns.flatMap(({ plan, cells }) =>
        cells.flatMap((cell, row) =>
          right.get(`${row + 1} ${plan.name}`) === (cell ?? "") ? [] : [`${row + 1} ${plan.name}`],
        ),
      ),
    );
    const suspects = findSuspects(view).flatMap(({ rows, column, usual }) =>
      rows.map((row) => ({ cell: `${row} ${column}`, usual })),
    );
    const hits = suspects.filter(({ cell }) => wrong.has(cell));
    const mended = hits.filter(({ cell, usual }) => usual === right.get(cell));
    const [precision, recall] = [hits.length / suspects.length, hits.length / wrong.size];
    context.diagnostic(
      `precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}, right value named for ${mended.length} of ${hits.length}`,
    );
    assert.equal(wrong.size, 509);
    assert.equal(new Set(suspects.map(({ cell }) => cell)).size, suspects.length, "a cell is suspect once");
    assert.ok(precision > 0.93 && recall > 0.9, `precision ${precision}, recall ${recall}`);
  },
);
