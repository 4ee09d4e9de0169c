import assert from "node:assert/strict";
import { cpSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { compareDatasets } from "../../src/explore/compare-datasets.ts";
import { datasetChecks } from "../../src/gate/dataset/dataset-checks.ts";
import type { DatasetSnapshot } from "../../src/model/dataset-snapshot.ts";
import type { Check, CheckCategory } from "../../src/model/verdict.ts";
import { snapshotOf } from "../../src/workflows/dataset-baselines.ts";
import { wavBytes, writeNoise } from "../support/noise-dataset.ts";
import { temporaryFolder } from "../support/run-profile.ts";
import { noise } from "../support/synthetic-signal.ts";

const clipCount = 60;
const seconds = 0.4;

/** One thing that goes wrong with a dataset on disk, and what must say so. */
interface Fault {
  readonly name: string;
  readonly category: CheckCategory;
  /** Beginning of the quantity of the check that must fail. */
  readonly quantity: string;
  readonly subject?: RegExp;
  readonly plant: (folder: string) => void;
}

const clip = (folder: string, index: number): string =>
  join(folder, "abc"[index % 3]!, `${String(index).padStart(3, "0")}.wav`);
const sound = (seed: number, gain: number, rate = 16_000): Buffer =>
  wavBytes(noise(Math.round(rate * seconds), seed, gain), rate);
const everyClip = (folder: string, change: (bytes: Buffer, index: number) => Buffer | null): void => {
  for (let index = 0; index < clipCount; index++) {
    const path = clip(folder, index);
    const changed = change(readFileSync(path), index);
    if (changed !== null) writeFileSync(path, changed);
  }
};
/** The samples of a clip as 16-bit integers, in place. */
const samplesOf = (bytes: Buffer): Int16Array =>
  new Int16Array(bytes.buffer.slice(bytes.byteOffset + 44, bytes.byteOffset + bytes.length));
const withSamples = (bytes: Buffer, change: (sample: number, at: number) => number): Buffer => {
  const samples = samplesOf(bytes).map(change);
  return Buffer.concat([bytes.subarray(0, 44), Buffer.from(samples.buffer)]);
};
const manifest = (folder: string): string => join(folder, "labels.csv");
const editManifest = (folder: string, change: (line: string, row: number) => string): void => {
  const [head = "", ...rows] = readFileSync(manifest(folder), "utf8").trim().split("\n");
  writeFileSync(
    manifest(folder),
    `${[change(head, -1), ...rows.map(change)].filter((line) => line !== "").join("\n")}\n`,
  );
};

const faults: readonly Fault[] = [
  {
    name: "a row is lost from the manifest",
    ...{ category: "dataset", quantity: "removed" },
    plant: (folder) => editManifest(folder, (line, row) => (row === 7 ? "" : line)),
  },
  {
    name: "one label is wrong",
    ...{ category: "dataset", quantity: "relabelled" },
    plant: (folder) => editManifest(folder, (line, row) => (row === 4 ? line.replace(",b,", ",a,") : line)),
  },
  {
    name: "a label is misspelt, which makes a new class",
    ...{ category: "dataset", quantity: "labels" },
    plant: (folder) => editManifest(folder, (line, row) => (row === 4 ? line.replace(",b,", ",bb,") : line)),
  },
  {
    name: "a test clip is trained on",
    ...{ category: "dataset", quantity: "moved" },
    plant: (folder) =>
      editManifest(folder, (line, row) => (row === 0 ? line.replace(",test,", ",train,") : line)),
  },
  {
    name: "a third of the labels is flipped to one class",
    ...{ category: "dataset", quantity: "drift", subject: /^label$/ },
    plant: (folder) => editManifest(folder, (line, row) => (row < 0 ? line : line.replace(",b,", ",a,"))),
  },
  {
    name: "a column loses its values",
    ...{ category: "dataset", quantity: "drift:missing", subject: /^column:age$/ },
    plant: (folder) =>
      editManifest(folder, (line, row) => (row >= 0 && row % 2 === 0 ? line.replace(/\d+$/, "") : line)),
  },
  {
    name: "a column is renamed",
    ...{ category: "dataset", quantity: "columns" },
    plant: (folder) =>
      editManifest(folder, (line, row) => (row === -1 ? line.replace("age", "years") : line)),
  },
  {
    name: "one value of a column is edited",
    ...{ category: "dataset", quantity: "edited" },
    plant: (folder) => editManifest(folder, (line, row) => (row === 9 ? line.replace(/\d+$/, "77") : line)),
  },
  {
    name: "one file is another recording",
    ...{ category: "dataset", quantity: "altered" },
    plant: (folder) => writeFileSync(clip(folder, 5), sound(999, 0.5)),
  },
  {
    name: "one file got a chunk by a tagger: other bytes, the same sound",
    ...{ category: "dataset", quantity: "reencoded" },
    plant: (folder) =>
      writeFileSync(
        clip(folder, 6),
        Buffer.concat([readFileSync(clip(folder, 6)), Buffer.from("LIST\u0004\0\0\0INFO")]),
      ),
  },
  {
    name: "everything is 12 dB quieter",
    ...{ category: "dataset", quantity: "drift", subject: /rootMeanSquareDecibels/ },
    plant: (folder) => everyClip(folder, (bytes) => withSamples(bytes, (sample) => sample / 4)),
  },
  {
    name: "everything lost its high frequencies",
    ...{ category: "dataset", quantity: "drift", subject: /centroidHertz/ },
    plant: (folder) =>
      everyClip(folder, (bytes) => {
        const before = samplesOf(bytes);
        return withSamples(
          bytes,
          (sample, at) => (sample + (before[at - 1] ?? 0) + (before[at - 2] ?? 0)) / 3,
        );
      }),
  },
  {
    name: "everything is half as long",
    ...{ category: "dataset", quantity: "drift", subject: /durationSeconds/ },
    plant: (folder) => everyClip(folder, (_, index) => wavBytes(noise(3200, index + 1, 0.4), 16_000)),
  },
  {
    name: "everything is at another sampling rate",
    ...{ category: "dataset", quantity: "drift", subject: /^format$/ },
    plant: (folder) => everyClip(folder, (_, index) => sound(index + 1, 0.4, 22_050)),
  },
  {
    name: "an upload broke off: a file is cut",
    ...{ category: "finding", quantity: "finding:file-truncated" },
    plant: (folder) => writeFileSync(clip(folder, 8), readFileSync(clip(folder, 8)).subarray(0, 4000)),
  },
  {
    name: "a file is empty",
    ...{ category: "finding", quantity: "finding:file-" },
    plant: (folder) => writeFileSync(clip(folder, 8), ""),
  },
  {
    name: "a file is gone though the manifest names it",
    ...{ category: "finding", quantity: "finding:file-missing" },
    plant: (folder) => rmSync(clip(folder, 8)),
  },
  {
    name: "a training clip is copied into the test split",
    ...{ category: "finding", quantity: "finding:duplicate-across-splits" },
    plant: (folder) => {
      writeFileSync(join(folder, "a/copy.wav"), readFileSync(clip(folder, 1)));
      editManifest(folder, (line, row) => (row === 1 ? `${line}\na/copy.wav,b,test,30` : line));
    },
  },
  {
    name: "a clip is driven into clipping",
    ...{ category: "finding", quantity: "finding:clip" },
    plant: (folder) =>
      writeFileSync(
        clip(folder, 8),
        withSamples(readFileSync(clip(folder, 8)), (sample) =>
          Math.max(-32_768, Math.min(32_767, sample * 40)),
        ),
      ),
  },
  {
    name: "thirty new clips are silent hiss, unlike the rest",
    ...{ category: "dataset", quantity: "drift", subject: /new examples/ },
    plant: (folder) => {
      const names = Array.from({ length: 30 }, (_, index) => `a/new-${index}.wav`);
      for (const [index, name] of names.entries())
        writeFileSync(join(folder, name), sound(500 + index, 0.002));
      const rows = names.map((name) => `${name},a,train,30`).join("\n");
      editManifest(folder, (line, row) => (row === 1 ? `${line}\n${rows}` : line));
    },
  },
];

describe("faults of a dataset, planted into its files", () => {
  const root = temporaryFolder({ after });
  let stored: DatasetSnapshot;

  const measure = (folder: string): Promise<DatasetSnapshot> =>
    snapshotOf({ path: manifest(folder), features: "none", workerCount: 1 });
  const checksOf = async (folder: string): Promise<readonly Check[]> =>
    datasetChecks(compareDatasets(stored, await measure(folder)));
  const copy = (name: string): string => {
    const folder = join(root, name.replace(/\W+/g, "-"));
    cpSync(join(root, "sound"), folder, { recursive: true });
    return folder;
  };

  before(async () => {
    const folder = join(root, "sound");
    writeNoise(folder, clipCount, seconds);
    const rows = Array.from({ length: clipCount }, (_, index) => {
      const name = `${"abc"[index % 3]}/${String(index).padStart(3, "0")}.wav`;
      return `${name},${"abc"[index % 3]},${index % 5 === 0 ? "test" : "train"},${20 + ((index * 7) % 50)}`;
    });
    writeFileSync(manifest(folder), `file,label,split,age\n${rows.join("\n")}\n`);
    stored = await measure(folder);
  });

  test("the unchanged dataset fails nothing, measured again, elsewhere, in another order of rows", async () => {
    const folder = copy("unchanged");
    assert.deepEqual(failing(await checksOf(folder)), []);
    const [head = "", ...rows] = readFileSync(manifest(folder), "utf8").trim().split("\n");
    writeFileSync(manifest(folder), `${[head, ...rows.reverse()].join("\n")}\n`);
    assert.deepEqual(failing(await checksOf(folder)), []);
  });

  test("a folder that is renamed as a whole is told, and fails nothing", async () => {
    const folder = copy("renamed");
    renameSync(join(folder, "a"), join(folder, "first"));
    editManifest(folder, (line) => line.replace(/^a\//, "first/"));
    const checks = await checksOf(folder);
    assert.deepEqual(failing(checks), []);
    assert.equal(checks.find(({ quantity }) => quantity === "renamed")?.current, 20);
  });

  for (const { name, category, quantity, subject, plant } of faults) {
    test(`${name}: ${quantity}`, async () => {
      const folder = copy(name);
      plant(folder);
      const failed = (await checksOf(folder)).filter(({ kind }) => kind === "failed");
      const caught = failed.filter(
        (check) =>
          check.category === category &&
          check.quantity.startsWith(quantity) &&
          (subject === undefined || subject.test(check.subject ?? "")),
      );
      assert.ok(caught.length > 0, `not caught; failed: ${failing(failed).join(", ") || "nothing"}`);
    });
  }

  test("there are twenty of them", () => {
    assert.ok(faults.length >= 20);
  });
});

function failing(checks: readonly Check[]): readonly string[] {
  return checks
    .filter(({ kind }) => kind === "failed")
    .map(({ category, quantity, subject }) => `${category} ${quantity} ${subject ?? ""}`.trim());
}
