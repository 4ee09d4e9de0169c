import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { hashFile } from "../../src/io/hash-file.ts";
import { runDataset } from "../../src/workflows/run-dataset.ts";
import { runTable } from "../../src/workflows/run-table.ts";
import { writeCroissant } from "../../src/workflows/write-card.ts";
import { layoutFixtures, makeLayout } from "../fixtures/layouts/make-layouts.ts";
import { temporaryFolder } from "../support/noise-dataset.ts";
import { writeDeep } from "../support/write-wav.ts";

const fixtures = join(import.meta.dirname, "../fixtures/croissant");
const run = {
  ...({ workerCount: 1, isReproducible: true, features: "none", resume: false } as const),
  ...({ audio: "none", isHeadersOnly: true } as const),
};
const license = "https://creativecommons.org/licenses/by/4.0/";
const table = "species,island,mass,seen\nAdelie,Biscoe,3750,2020-01-02\nGentoo,Dream,5000.5,2020-01-03\n";

/** What a description holds, as far as the checks here look. */
interface Described {
  readonly distribution: readonly Readonly<Record<string, string>>[];
  readonly recordSet: readonly {
    readonly "@id": string;
    readonly field: readonly {
      readonly "@id": string;
      readonly dataType: string | readonly string[];
      readonly source?: Readonly<Record<"fileSet" | "fileObject", { readonly "@id": string } | undefined>>;
    }[];
  }[];
}

/** The report of a layout's fixture, or of a table, in a folder named for it. */
async function reportOn(name: string, root: string): Promise<string> {
  const data = join(root, name);
  const out = join(root, "out", name);
  if (name === "table") {
    writeDeep(join(data, "table.csv"), table);
    await runTable({ ...run, path: join(data, "table.csv"), labelColumn: "species", out, schemaPath: null });
  } else {
    const fixture = layoutFixtures[name]!;
    makeLayout(fixture, data, false);
    const labelColumn = name === "manifest" ? "tags" : undefined;
    await runDataset({ ...run, path: join(data, fixture.open ?? ""), labelColumn, out, isRedacted: false });
  }
  return join(out, "dataset.json");
}

for (const name of ["folder-per-label", "manifest", "webdataset", "parquet", "table"]) {
  test(`${name}: a description in Croissant that the reference library has no fault to find with`, async (context) => {
    const root = temporaryFolder(context);
    const { card } = await writeCroissant(await reportOn(name, root), null, { license });
    // The version changes, and nothing else.
    const text = card.replace(/described by \S+ \S+ from/, "described by soundings 0.0.0 from");
    const golden = join(fixtures, `${name}.json`);
    if (process.env["UPDATE_LAYOUTS"] === "1") writeFileSync(golden, text);
    assert.equal(text, readFileSync(golden, "utf8"));
    checkReferences(JSON.parse(text) as Described);
  });
}

/** Ids are there once, and every source names a file that is described. */
function checkReferences({ distribution, recordSet }: Described): void {
  const files = distribution.map((file) => file["@id"]);
  const fields = recordSet.flatMap(({ field }) => field);
  const ids = [...files, ...recordSet.map((set) => set["@id"]), ...fields.map((field) => field["@id"])];
  assert.equal(new Set(ids).size, ids.length);
  for (const { source } of fields) {
    const file = source?.fileSet ?? source?.fileObject;
    assert.ok(source === undefined || files.includes(file?.["@id"]), JSON.stringify(source));
  }
}

test("each description that is committed is the one that the library looked at, without an error", () => {
  const { descriptions } = JSON.parse(readFileSync(join(fixtures, "validated.json"), "utf8"));
  const names = readdirSync(fixtures).filter((name) => name.endsWith(".json") && name !== "validated.json");
  assert.equal(names.length, 5);
  for (const name of names) {
    const { sha256, errors } = descriptions[name.replace(/\.json$/, "")];
    assert.equal(
      sha256,
      createHash("sha256")
        .update(readFileSync(join(fixtures, name)))
        .digest("hex"),
      name,
    );
    assert.deepEqual(errors, []);
  }
});

test("nothing is stated that nobody said, the table is hashed, and the label is called one", async (context) => {
  const root = temporaryFolder(context);
  const path = await reportOn("table", root);
  const described = JSON.parse((await writeCroissant(path, join(root, "card"), {})).card) as Described;
  for (const key of ["license", "url", "citeAs", "creator", "datePublished"])
    assert.ok(!(key in described), key);
  assert.equal(described.distribution[0]!["sha256"], hashFile(join(root, "table/table.csv")));
  const label = described.recordSet[1]!.field[0]!;
  assert.deepEqual(label.dataType, ["sc:Text", "cr:Label"]);
});

test("of data that are gone there is no description", async (context) => {
  const root = temporaryFolder(context);
  const path = await reportOn("table", root);
  cpSync(join(root, "table/table.csv"), join(root, "kept.csv"));
  writeDeep(path, readFileSync(path, "utf8").replaceAll("table.csv", "gone.csv"));
  await assert.rejects(writeCroissant(path, null, {}), { code: "usage", hint: /./ });
});
