import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { sectionOf } from "../../../src/report/dataset/finding-section.ts";
import { renderDatasetHtml } from "../../../src/report/render-dataset-html.ts";
import { sampleDatasetReport } from "../../support/sample-dataset-report.ts";

const page = readFileSync(join(import.meta.dirname, "../../../docs/findings.md"), "utf8");
const codes = [...page.matchAll(/^### `([\w-]+)`/gm)].map(([, code = ""]) => code);

test("every kind of finding has a section of the page that it rests on", () => {
  assert.ok(codes.length > 60);
  assert.deepEqual(
    codes.filter((code) => sectionOf(code) === null),
    [],
  );
});

test("each finding of a page leads to an anchor that the page has", () => {
  const html = renderDatasetHtml(sampleDatasetReport());
  const anchors = new Set([...html.matchAll(/ id="([\w-]+)"/g)].map(([, id = ""]) => id));
  const links = [...html.matchAll(/href="#([\w-]+)"/g)].map(([, id = ""]) => id);
  assert.ok(links.length > 20);
  assert.deepEqual(
    links.filter((id) => !anchors.has(id)),
    [],
  );
});
