import assert from "node:assert/strict";
import { test } from "node:test";
import { tableCard } from "../../src/report/table-card.ts";
import { sampleTableReport } from "../support/sample-table-report.ts";

test("the card of a table says what its report says of each column, of labels and of quality, and leaves open what only people know", async () => {
  const report = await sampleTableReport(["usa|*", "japan", "europe"]);
  const card = tableCard(report);
  assert.match(card, /^# cars\n/);
  assert.match(card, /- Licence: _not stated_/);
  assert.match(card, /\| Rows \| 120 \|/);
  assert.match(card, /\| Rows that could not be read \| 1 \|/);
  // 70 to 130 in steps that meet every number, and one of 999: the median is that of the rows.
  assert.match(card, /\| power \| integer \| none \| \d+ \| 70 to 999, median 100 \|/);
  // Every seventh of 120 rows has no seats.
  assert.match(card, /\| seats \| number \| 15% \| 13 \| 0 to 3, median 1\.5 \|/);
  assert.match(card, /\| day \| date \| none \| \d+ \| 2020-\d\d-\d\d to 2024-\d\d-\d\d, median/);
  assert.match(card, /\| usa\\\|\\\* \| 40 \| 33\.3% \|/);
  for (const { code } of report.findings.slice(0, 3)) assert.ok(card.includes(`\`${code}\``), code);
});
