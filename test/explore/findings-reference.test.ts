import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Finding } from "../../src/model/finding.ts";
import { cleanItems, findingsOf, provocations } from "../support/provoked-findings.ts";

const root = join(import.meta.dirname, "../..");

/** The text of all files of a folder, by name. */
function textsIn(folder: string): readonly string[] {
  const names = readdirSync(join(root, folder)).filter((name) => name.endsWith(".ts"));
  return names.map((name) => readFileSync(join(root, folder, name), "utf8"));
}

/** What the page says of each code. */
const documented = new Map(
  [
    ...readFileSync(join(root, "docs/findings.md"), "utf8").matchAll(
      /^### `([\w-]+)`: (\w+)\n\n[^\n]+\n\n- Rule: ([^\n]+)\n- What to do: [^\n]+$/gm,
    ),
  ].map(([, code = "", severity = "", rule = ""]) => [code, { severity, rule }]),
);

/** Every code that the source of `folder` names, in whichever of the ways there are to name one. */
function codesIn(folder: string): readonly string[] {
  const patterns = [
    /\bcode: "([\w-]+)"/g,
    /listingFinding\("([\w-]+)"/g,
    /lineFinding\("([\w-]+)"/g,
    /overFullScale\("\w+", "([\w-]+)"/g,
  ];
  return textsIn(folder).flatMap((text) =>
    patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, code = ""]) => code)),
  );
}

/** The codes of a union type of string literals, such as `DecodeProblem["code"]`. */
function codesOfType(path: string, head: string): readonly string[] {
  const text = readFileSync(join(root, path), "utf8");
  const start = text.indexOf(head);
  return [...text.slice(start, text.indexOf(";", start)).matchAll(/"([\w-]+)"/g)].map(
    ([, code = ""]) => code,
  );
}

const decodeCodes = codesOfType("src/model/audio-clip.ts", "readonly code:");
const shortcutCodes = ["label", "split", "group"].map((target) => `shortcut-${target}`);
const exploreCodes = [...codesIn("src/explore/findings"), ...decodeCodes, ...shortcutCodes];
const tableCodes = codesOfType("src/io/read-table.ts", "readonly code:");
const listingCodes = [...codesIn("src/datasets"), ...tableCodes];

test("every code that the source names is on the page, and no other", () => {
  assert.deepEqual([...documented.keys()].sort(), [...new Set([...exploreCodes, ...listingCodes])].sort());
});

test("examples with which nothing is wrong have no finding", () => {
  assert.deepEqual(findingsOf(cleanItems()), []);
});

test("every code about examples is provoked below", () => {
  assert.deepEqual(Object.keys(provocations).sort(), [...new Set(exploreCodes)].sort());
});

function evidenceIsWhole({ evidence, subject }: Finding): boolean {
  const { observed, expected, count, rule, examples = [] } = evidence;
  return (
    observed !== undefined &&
    expected !== undefined &&
    count > 0 &&
    rule !== "" &&
    (subject !== "dataset" || examples.length > 0)
  );
}

for (const [code, provoke] of Object.entries(provocations)) {
  test(`${code} is found where it is planted, by the rule that the page states, with what shows it`, () => {
    const found = provoke().filter((finding) => finding.code === code);
    assert.ok(found.length > 0);
    const { rule, severity } = documented.get(code)!;
    for (const finding of found) {
      assert.equal(finding.evidence.rule, rule);
      assert.equal(finding.severity, severity);
      // A run that was stopped has nothing to show: what is missing was not looked at.
      assert.ok(code === "run-interrupted" || evidenceIsWhole(finding), JSON.stringify(finding));
    }
  });
}

test("every code about a listing is in a test of the listing", () => {
  const fixtures = readdirSync(join(root, "test/fixtures/layouts")).filter((name) => name.endsWith(".json"));
  const expected = fixtures.map((name) => readFileSync(join(root, "test/fixtures/layouts", name), "utf8"));
  const tests = [...textsIn("test/datasets"), ...textsIn("test/io"), ...expected].join("\n");
  assert.deepEqual(
    listingCodes.filter((code) => !tests.includes(`"${code}"`)),
    [],
  );
});
