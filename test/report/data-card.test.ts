import assert from "node:assert/strict";
import { test } from "node:test";
import { dataCard } from "../../src/report/data-card.ts";
import { sampleDatasetReport } from "../support/sample-dataset-report.ts";

test("a card says what the report says, and leaves open what only people know", () => {
  const report = sampleDatasetReport();
  const card = dataCard({ ...report, dataset: { ...report.dataset, name: "a|b *c*" } });
  assert.match(card, /^# a\\\|b \\\*c\\\*\n/);
  assert.match(card, /- Licence: _not stated_/);
  const [first] = report.labels.entries;
  assert.ok(card.includes(`| ${first!.label} | ${first!.count} |`), card);
  for (const { code } of report.findings.slice(0, 3)) assert.ok(card.includes(`\`${code}\``), code);
});
