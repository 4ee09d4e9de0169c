import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { LabelLedger } from "../../src/model/label-ledger.ts";
import type { LabelReview } from "../../src/model/label-review.ts";
import { runDocs } from "../support/run-docs.ts";
import { runProfile, temporaryFolder } from "../support/run-profile.ts";
import { toneBytes, writeDeep } from "../support/write-wav.ts";

/** Twelve tones of two labels by two annotators, who differ on the last; the first two are one recording with two labels. */
function writeTones(folder: string): void {
  const rows = Array.from({ length: 12 }, (_, index) => {
    writeDeep(join(folder, `wav/${index}.wav`), toneBytes(300 + 40 * (index < 2 ? 0 : index)));
    const label = index % 2 === 0 ? "low" : "high";
    return `wav/${index}.wav,${label},${label},${index === 11 ? "low" : label}`;
  });
  writeDeep(join(folder, "labels.csv"), `path,label,first,second\n${rows.join("\n")}\n`);
}

test("every command of docs/labels.md runs; an approval ends with the first change", async (context) => {
  const folder = temporaryFolder(context);
  writeTones(folder);
  for (const { command, run } of await runDocs("labels.md", folder))
    assert.equal(run.exitCode, 0, `${command}: ${run.stderr}`);

  const review = JSON.parse(readFileSync(join(folder, "review/labels.json"), "utf8")) as LabelReview;
  assert.equal(review.countByReason["copies-disagree"], 2);
  assert.equal(review.countByReason["annotators-disagree"], 1);
  // 11 of 12 agree; chance is 6/12 x 7/12 + 6/12 x 5/12 = 1/2.
  assert.ok(Math.abs(review.agreement!.pairs[0]!.kappa! - (11 / 12 - 0.5) / 0.5) < 1e-12);
  const page = readFileSync(join(folder, "review/review.html"), "utf8");
  assert.match(page, /<audio controls preload="none" src="\.\.\/wav\/11\.wav">/);
  const ledger = JSON.parse(
    readFileSync(join(folder, ".soundings/labels", ledgerName(folder)), "utf8"),
  ) as LabelLedger;
  assert.equal(ledger.approvals[0]?.reviewerRole, "annotator");

  const check = () => runProfile(["labels", "check", "labels.csv"], { folder });
  assert.equal((await check()).exitCode, 0);
  writeDeep(join(folder, "wav/5.wav"), toneBytes(999));
  const changed = await check();
  assert.equal(changed.exitCode, 1);
  assert.match(changed.stdout, /have changed since they were approved/);
});

/** The ledger goes by the name of the dataset: labels.csv is named after its folder. */
function ledgerName(folder: string): string {
  return `${folder.split("/").at(-1)}.json`;
}

test("decisions are recorded; what is no decision is refused with its line", async (context) => {
  const folder = temporaryFolder(context);
  writeTones(folder);
  const sheet = (rows: string): void =>
    writeFileSync(join(folder, "sheet.csv"), `id,label,decision,corrected_label,note\n${rows}`);
  const approve = () =>
    runProfile(
      [
        "labels",
        "approve",
        "labels.csv",
        "--decisions",
        "sheet.csv",
        "--reviewer-role",
        "expert",
        "--reason",
        "heard",
        "--ledger",
        "ledger.json",
      ],
      { folder },
    );
  for (const [rows, message] of [
    ["wav/1.wav,high,perhaps,,\n", /line 2: "perhaps" is no decision/],
    ["wav/1.wav,high,keep,,\nwav/x.wav,high,keep,,\n", /line 3: there is no example wav\/x\.wav/],
    ["wav/1.wav,high,relabel,,\n", /corrected_label is missing/],
  ] as const) {
    sheet(rows);
    const refused = await approve();
    assert.equal(refused.exitCode, 2);
    assert.match(refused.stderr, message);
  }
  sheet("wav/1.wav,high,relabel,low,same as 0\nwav/2.wav,low,keep,,\nwav/3.wav,high,,,\n");
  assert.equal((await approve()).exitCode, 0);
  const ledger = JSON.parse(readFileSync(join(folder, "ledger.json"), "utf8")) as LabelLedger;
  assert.deepEqual(
    ledger.approvals[0]?.decisions.map(({ id, kind, correctedLabel, note }) => [
      id,
      kind,
      correctedLabel,
      note,
    ]),
    [
      ["wav/1.wav", "relabel", "low", "same as 0"],
      ["wav/2.wav", "keep", null, ""],
    ],
  );
  const open = await runProfile(["labels", "check", "labels.csv", "--ledger", "ledger.json"], { folder });
  assert.equal(open.exitCode, 1);
  assert.match(open.stdout, /1 decisions of the latest review are not carried out: wav\/1\.wav/);
});
