import assert from "node:assert/strict";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { DatasetReport } from "../../src/model/dataset-statistics.ts";
import { measureDataset } from "../../src/workflows/measure-dataset.ts";
import { reportPart } from "../../src/workflows/report-part.ts";
import { temporaryFolder } from "../support/run-profile.ts";
import { toneBytes, writeDeep } from "../support/write-wav.ts";

/** The report of a manifest of 40 tones, whose names say nothing, in the order of `places`; read back as a part is. */
async function reportOf(
  context: TestContext,
  places: readonly number[],
  isRedacted: boolean,
): Promise<DatasetReport> {
  const folder = temporaryFolder(context);
  for (const place of places) {
    writeDeep(join(folder, `${(place * 11) % 40}.wav`), toneBytes(200 + 10 * place, 0.2));
  }
  const rows = places.map(
    (place) => `${(place * 11) % 40}.wav,${["a", "b", "c", "d"][Math.floor(place / 10)]}`,
  );
  writeDeep(join(folder, "labels.csv"), ["path,label", ...rows].join("\n"));
  const path = join(folder, "labels.csv");
  const part = await measureDataset({ path, features: "none", workerCount: 1 });
  return reportPart(JSON.parse(JSON.stringify(part)), { isReproducible: true, isRedacted });
}

const sorted = Array.from({ length: 40 }, (_, index) => index);
const shuffled = sorted.map((index) => (index * 7) % 40);
const hasFinding = ({ findings }: DatasetReport) => findings.some(({ code }) => code === "sorted-by-label");

test("rows that are sorted by label are found out, from the manifest to the report", async (context) => {
  assert.equal(hasFinding(await reportOf(context, sorted, false)), true);
  assert.equal(hasFinding(await reportOf(context, sorted, true)), true, "in a redacted report, too");
});

test("rows in no order are not", async (context) => {
  assert.equal(hasFinding(await reportOf(context, shuffled, false)), false);
});
