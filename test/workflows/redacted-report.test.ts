import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { DatasetReport } from "../../src/model/dataset-statistics.ts";
import { runDataset } from "../../src/workflows/run-dataset.ts";
import { temporaryFolder } from "../support/run-profile.ts";
import { toneBytes, writeDeep } from "../support/write-wav.ts";

/** A manifest of recordings whose every name is a secret, with much that findings speak of. */
function writeSecrets(folder: string): readonly string[] {
  const rows = Array.from({ length: 24 }, (_, index) => {
    const label = index < 12 ? "frequentia" : index < 21 ? "commonia" : `Rarissima-${index}`;
    const split = index % 8 === 0 ? "Hidesplit" : "train";
    const group = index < 6 ? "AliceSmith" : `BobJones-${index % 9}`;
    return { path: `Ward7/patient_${String.fromCharCode(65 + index)}_visit.wav`, label, split, group, index };
  });
  for (const { path, index } of rows) {
    // Two pairs of equal samples: across splits, and under two labels. One file is no audio.
    const hertz = 200 + 10 * (index === 8 ? 7 : index === 22 ? 23 : index);
    writeDeep(join(folder, "Charite", path), index === 3 ? "no audio" : toneBytes(hertz, 0.3 + index / 100));
  }
  const lines = rows.map(({ path, label, split, group }) => [path, label, split, group].join(","));
  writeDeep(
    join(folder, "Charite", "Patientenliste.csv"),
    ["path,Diagnosis,fold,person", ...lines, "Ward7/never_uploaded.wav,frequentia,train,AliceSmith"].join(
      "\n",
    ),
  );
  const stems = rows.map(({ path }) => path.replace(/^.*\/|\.wav$/g, ""));
  const rare = rows
    .flatMap(({ label, group }) => [label, group])
    .filter((name) => /Rarissima|Bob/.test(name));
  return [
    ...stems,
    ...rare,
    "Hidesplit",
    "Ward7",
    "Charite",
    "Patientenliste",
    "Diagnosis",
    "never_uploaded",
    folder,
  ];
}

async function reported(context: Parameters<typeof temporaryFolder>[0], isRedacted: boolean) {
  const folder = temporaryFolder(context);
  const secrets = writeSecrets(folder);
  const out = join(folder, "out");
  await runDataset({
    path: join(folder, "Charite", "Patientenliste.csv"),
    labelColumn: "Diagnosis",
    splitColumn: "fold",
    groupColumn: "person",
    features: "none",
    workerCount: 1,
    isReproducible: true,
    isRedacted,
    audio: "link",
    out,
    resume: false,
  });
  const html = readFileSync(join(out, "dataset.html"), "utf8");
  const json = readFileSync(join(out, "dataset.json"), "utf8");
  return { secrets, html, json, report: JSON.parse(json) as DatasetReport };
}

test("a redacted report holds no name of a file, a folder or a rare category", async (context) => {
  const { secrets, html, json } = await reported(context, true);
  for (const secret of secrets) {
    assert.ok(!json.includes(secret), `dataset.json holds ${secret}`);
    assert.ok(!html.includes(secret), `dataset.html holds ${secret}`);
  }
  assert.ok(!/[\uE000\uE001]/.test(html + json), "no mark is left");
  assert.doesNotMatch(html, /<audio|file:/);
});

test("the same search finds most of the names in a report that is not redacted", async (context) => {
  const { secrets, html } = await reported(context, false);
  const found = secrets.filter((secret) => html.includes(secret));
  assert.ok(found.length > secrets.length / 3, found.join());
  assert.match(html, /<audio controls preload="none" src="\.\.\/Charite\/Ward7\/patient_/);
});

test("it keeps what can be said: aliases, frequent categories, and findings as they were", async (context) => {
  const { report, html } = await reported(context, true);
  const shown = report.labels.entries.map(({ label, count }) => `${label}: ${count}`);
  assert.deepEqual(shown, ["frequentia: 12", "commonia: 9", "(rare labels): 3"]);
  assert.ok(
    report.findings.some(
      ({ code, subject }) => code === "file-unreadable" && /^clip-\d\d\.wav$/.test(subject),
    ),
  );
  assert.match(html, /clip-\d\d\.wav/);
  const groups = report.findings.find(({ code }) => code === "group-across-splits");
  assert.ok(groups, "rare groups are merged in tables, not in what findings rest on");
});
