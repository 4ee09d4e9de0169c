import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { place } from "../support/image-scenes.ts";
import { temporaryFolder, wavBytes } from "../support/noise-dataset.ts";
import { runProgram } from "../support/run-program.ts";
import { noise } from "../support/synthetic-signal.ts";

test("a dataset of files is cut by a column: what differs between its slices is found, what does not is not", async (context) => {
  const folder = temporaryFolder(context);
  const rows = Array.from({ length: 80 }, (_, index) => {
    const microphone = index % 2 === 0 ? "near" : "far";
    const samples = noise(1600, index + 1, microphone === "near" ? 0.5 : 0.05);
    place(folder, `set/${index}.wav`, wavBytes(samples, 16_000));
    return `${index}.wav,${index % 4 < 2 ? "yes" : "no"},${microphone},${index < 10 ? "rare" : "usual"}`;
  });
  place(folder, "set/labels.csv", ["path,label,microphone,place", ...rows].join("\n"));
  const look = (...words: string[]) =>
    runProgram(folder, ["dataset", "set/labels.csv", "--reproducible", ...words]);
  const { exitCode, errors } = await look("--by", "microphone", "--out", "out");
  assert.equal(exitCode, 0, errors);
  const { slices, findings } = JSON.parse(readFileSync(join(folder, "out/dataset.json"), "utf8"));
  assert.deepEqual(
    slices.entries.map(({ value, rowCount }: { value: string; rowCount: number }) => [value, rowCount]),
    [
      ["far", 40],
      ["near", 40],
    ],
  );
  const columnsOf = (name: string) =>
    slices.entries[0].columns.find(({ column }: { column: string }) => column === name);
  assert.equal(columnsOf("rootMeanSquareDecibels").difference, 1);
  assert.ok(columnsOf("rootMeanSquareDecibels").adjustedPValue < 1e-9);
  assert.equal(columnsOf("label").difference, 0);
  assert.equal(columnsOf("column:microphone"), undefined);
  const subjects = findings
    .filter(({ code }: { code: string }) => code === "slice-differs")
    .map(({ subject }: { subject: string }) => subject);
  assert.ok(subjects.includes("microphone=far, rootMeanSquareDecibels"));
  assert.ok(!subjects.some((subject: string) => /label|durationSeconds|place/.test(subject)));
  assert.match(readFileSync(join(folder, "out/dataset.html"), "utf8"), /Slice by slice/);
  // Ten examples are too few for a slice.
  await look("--by", "place", "--out", "places");
  const places = JSON.parse(readFileSync(join(folder, "places/dataset.json"), "utf8")).slices;
  assert.deepEqual(
    places.entries.map(({ value }: { value: string }) => value),
    ["usual"],
  );
  // Merged from shards, the slices are the same.
  for (const number of [1, 2]) await look("--shard", `${number}/2`, "--out", `part-${number}.json`);
  const parts = ["part-2.json", "part-1.json"];
  await runProgram(folder, ["merge", ...parts, "--by", "microphone", "--reproducible", "--out", "merged"]);
  assert.equal(
    readFileSync(join(folder, "merged/dataset.html"), "utf8"),
    readFileSync(join(folder, "out/dataset.html"), "utf8"),
  );
  const unknown = await look("--by", "colour");
  assert.equal(unknown.exitCode, 2);
  assert.match(unknown.errors, /no example says anything under "colour".*microphone/s);
  assert.match((await look("--by", "microphone", "--redact")).errors, /--redact does not hide/);
});
