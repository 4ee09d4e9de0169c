import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { runProfile, temporaryFolder } from "../support/run-profile.ts";
import { writeDeep } from "../support/write-wav.ts";

/** Patients, each with a name, a town that most share, rare diagnoses, and cells that look wrong in every way. */
function patients(): { readonly text: string; readonly secrets: readonly string[] } {
  const rows = Array.from({ length: 200 }, (_, row) => {
    const [town, ward] = [row % 2 === 0 ? "Bolzano" : "Trento", row < 100 ? "north" : "south"];
    const diagnosis = row < 3 ? `rarissima-${row}` : row % 3 === 0 ? "common cold" : "influenza";
    const born = `19${50 + (row % 40)}-01-0${1 + (row % 9)}`;
    return `Surname${row} Given,${town},${diagnosis},${60 + (row % 30)},${born},${ward},A-${1000 + (row % 50)}`;
  });
  const spoil = (row: number, from: RegExp, to: string): void => {
    rows[row] = rows[row]!.replace(from, to);
  };
  spoil(17, /Trento/, "Bolzanno");
  spoil(90, /Bolzano/, " Bolzano");
  spoil(44, /,74,/, ",ninety-one,");
  spoil(45, /,75,/, ",999991,");
  spoil(60, /,19[^,]*,/, ",31.12.1951,");
  spoil(5, /north/, "Hiddenward");
  spoil(77, /A-1027/, "AB-77x");
  rows[150] = "Brokenrow,too few";
  return {
    text: `name,town,diagnosis,weight,born,ward,code\n${rows.join("\n")}\n${rows[10]}\n`,
    secrets: [
      ...["Surname", "Bolzanno", '" Bolzano', "rarissima", "ninety-one", "999991", "31.12.1951"],
      ...["Hiddenward", "AB-77x", "Brokenrow", "Klinik", "Patienten"],
    ],
  };
}

test("a redacted report of a table tells no cell that few rows have, no path and no line", async (context) => {
  const folder = temporaryFolder(context);
  const { text, secrets } = patients();
  writeDeep(join(folder, "Klinik", "Patienten.csv"), Buffer.from(text));
  const words = ["dataset", "Klinik/Patienten.csv", "--label-column", "diagnosis", "--split-column", "ward"];
  const seen = async (name: string, more: readonly string[]): Promise<string> => {
    const run = await runProfile([...words, "--by", "ward", ...more, "--out", name], { folder });
    assert.equal(run.exitCode, 0, run.stderr);
    const files = ["dataset.json", "dataset.html"].map((file) =>
      readFileSync(join(folder, name, file), "utf8"),
    );
    return [run.stdout, ...files].join("\n");
  };
  const open = await seen("open", []);
  const redacted = await seen("redacted", ["--redact"]);
  // What an open report would tell: the test is about something.
  const told = secrets.filter((secret) => open.includes(secret));
  assert.ok(told.length >= 10, told.join(", "));
  for (const secret of secrets) assert.ok(!redacted.includes(secret), `${secret} is told`);
  const { labels, dataset, findings, options } = JSON.parse(
    readFileSync(join(folder, "redacted/dataset.json"), "utf8"),
  );
  assert.deepEqual(
    labels.entries.map(({ label, count }: { label: string; count: number }) => [label, count]),
    [
      ["influenza", 132],
      ["common cold", 65],
      ["(rare labels)", 3],
    ],
  );
  assert.equal(dataset.splits["(rare splits)"], 1);
  assert.equal(options.redact, true);
  assert.ok(findings.length >= 5);
  const schema = await runProfile([...words, "--redact", "--schema", "s.json"], { folder });
  assert.equal(schema.exitCode, 2);
});
