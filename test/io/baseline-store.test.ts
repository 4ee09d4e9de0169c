import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { baselinePath, listBaselines, readBaseline, writeBaseline } from "../../src/io/baseline-store.ts";
import type { Baseline } from "../../src/model/baseline.ts";
import { SoundingsError, type SoundingsErrorCode } from "../../src/model/errors.ts";

const baseline: Baseline = {
  schemaVersion: 1,
  tool: { name: "soundings", version: "0.1.0" },
  name: "main",
  module: "notebooks/urban/pipeline.ts",
  createdAt: "2026-01-02T03:04:05.000Z",
  commit: "0123456789abcdef0123456789abcdef01234567",
  isDirty: false,
  pipeline: { name: "urban", parameters: { data: "clips", batch: 8, augment: true } },
  environment: {
    operatingSystem: "linux",
    architecture: "x64",
    cpuModel: "Example CPU",
    logicalCoreCount: 2,
    cpuQuotaCores: null,
    memoryClassBytes: 17179869184,
    nodeVersion: "20.20",
    v8Version: "11.3",
  },
  metrics: [
    {
      id: "stage:mel",
      stage: "mel",
      unit: "secondsPerExample",
      direction: "lower-is-better",
      estimator: "minimum",
    },
  ],
  samples: [{ metricId: "stage:mel", values: [0.0101, 0.01, 0.0102] }],
  calibrationSeconds: [0.004, 0.0041, 0.004],
  processorPressure: [0.1, null, 0.2],
  roundCount: 3,
  passCount: 8,
  exampleCount: 64,
  contracts: {
    mel: { dtype: "float32", shape: [32, 40, null], min: -1, max: 1, nanCount: 0, sampledCount: 10 },
    batch: null,
  },
  ledger: [
    { acceptedAt: "2026-01-02T03:04:05.000Z", commit: null, reason: "a better augmentation costs more" },
  ],
};

/** A folder of its own, gone after the test. */
async function folderFor(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "soundings-baselines-"));
  context.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A folder that holds the baseline `main` with this content. */
async function folderWith(context: TestContext, content: unknown): Promise<string> {
  const folder = await folderFor(context);
  await writeFile(join(folder, "main.json"), typeof content === "string" ? content : JSON.stringify(content));
  return folder;
}

/** Asserts a SoundingsError of this kind, with a message and a hint. */
function saying(code: SoundingsErrorCode, message: RegExp, hint = /./) {
  return (thrown: unknown): boolean => {
    assert.ok(thrown instanceof SoundingsError, String(thrown));
    assert.equal(thrown.code, code);
    assert.match(thrown.message, message);
    assert.match(thrown.hint, hint);
    return true;
  };
}

test("what is written is read back, all raw rounds of it", async (context) => {
  const folder = join(await folderFor(context), ".soundings", "baselines");
  const path = await writeBaseline(folder, baseline);
  assert.equal(path, join(folder, "main.json"));
  assert.deepEqual(await readBaseline(folder, "main"), baseline);
});

test("equal baselines give equal bytes whatever the order of their keys: sorted, readable, newline at the end", async (context) => {
  const folder = await folderFor(context);
  const reversed = Object.fromEntries(Object.entries(baseline).reverse()) as unknown as Baseline;
  const first = await readFile(await writeBaseline(folder, baseline), "utf8");
  const second = await readFile(await writeBaseline(folder, reversed), "utf8");
  assert.equal(first, second);
  assert.ok(first.endsWith("}\n"));
  const keys = [...first.matchAll(/^ {2}"(\w+)"/gm)].map((match) => match[1]);
  assert.deepEqual(keys, [...keys].sort());
  assert.match(first, /"values": \[0\.0101, 0\.01, 0\.0102\]/);
});

test("writing again replaces, and leaves no temporary file behind", async (context) => {
  const folder = await folderFor(context);
  await writeBaseline(folder, baseline);
  await writeBaseline(folder, { ...baseline, module: "other.ts" });
  assert.equal((await readBaseline(folder, "main")).module, "other.ts");
  assert.deepEqual(await readdir(folder), ["main.json"]);
});

test("baselines are listed by name; other files are not", async (context) => {
  const folder = await folderFor(context);
  for (const name of ["v2.1", "main"]) await writeBaseline(folder, { ...baseline, name });
  await writeFile(join(folder, "README.md"), "");
  await writeFile(join(folder, ".hidden.json"), "");
  assert.deepEqual(await listBaselines(folder), ["main", "v2.1"]);
  assert.deepEqual(await listBaselines(join(folder, "nowhere")), []);
});

test("a name is a plain file name", () => {
  assert.equal(baselinePath("b", "a-b_c.1"), join("b", "a-b_c.1.json"));
  for (const name of ["", "..", ".x", "a/b", "a\\b", "a b", "ä", "a\n"]) {
    assert.throws(() => baselinePath("b", name), saying("usage", /cannot name a baseline/));
  }
});

test("a missing baseline says how to save one", async (context) => {
  const folder = await folderFor(context);
  await assert.rejects(
    readBaseline(folder, "main"),
    saying("baseline", /no baseline at .*main\.json/, /profile baseline save main/),
  );
});

test("an empty, truncated or foreign file names the file", async (context) => {
  const whole = JSON.stringify(baseline);
  for (const content of ["", whole.slice(0, whole.length / 2), "not json"]) {
    await assert.rejects(
      readBaseline(await folderWith(context, content), "main"),
      saying("baseline", /main\.json is (empty|not whole JSON)/, /version control/),
    );
  }
});

test("an older or newer version is told as such", async (context) => {
  const newer = await folderWith(context, { ...baseline, schemaVersion: 2, samples: "something new" });
  await assert.rejects(
    readBaseline(newer, "main"),
    saying("baseline", /schemaVersion 2; .* reads 1/, /Update/),
  );
  const older = await folderWith(context, { ...baseline, schemaVersion: 0 });
  await assert.rejects(
    readBaseline(older, "main"),
    saying("baseline", /schemaVersion 0/, /Save the baseline anew/),
  );
});

const broken: readonly [field: string, content: unknown][] = [
  ["not an object", [baseline]],
  ["not an object", null],
  ["schemaVersion: missing", {}],
  ["schemaVersion: not 1", { ...baseline, schemaVersion: "1" }],
  ["tool.version: missing", { ...baseline, tool: { name: "soundings" } }],
  ["createdAt: not an ISO 8601 date", { ...baseline, createdAt: "yesterday-ish" }],
  [
    "pipeline.parameters.data: not a text",
    { ...baseline, pipeline: { name: "urban", parameters: { data: [] } } },
  ],
  [
    "environment.v8Version: missing",
    { ...baseline, environment: { ...baseline.environment, v8Version: undefined } },
  ],
  ["metrics[0].unit: not", { ...baseline, metrics: [{ ...baseline.metrics[0], unit: "bytes" }] }],
  [
    "samples[0].values[1]: not a time",
    { ...baseline, samples: [{ metricId: "stage:mel", values: [1, null, 1] }] },
  ],
  [
    "samples[0].values[0]: not a time",
    { ...baseline, samples: [{ metricId: "stage:mel", values: [-1, 1, 1] }] },
  ],
  [
    "samples[0].values: 2 values in 3 rounds",
    { ...baseline, samples: [{ metricId: "stage:mel", values: [1, 1] }] },
  ],
  [
    'samples[0].metricId: no metric is called "x"',
    { ...baseline, samples: [{ metricId: "x", values: [1, 1, 1] }] },
  ],
  ['metrics[0].id: 0 samples of "stage:mel"', { ...baseline, samples: [] }],
  [
    "contracts.mel.shape[0]: not a count",
    { ...baseline, contracts: { mel: { ...baseline.contracts["mel"], shape: ["a"] } } },
  ],
  ["ledger[0].reason: not a reason", { ...baseline, ledger: [{ ...baseline.ledger[0], reason: " " }] }],
  ["isDirty: not true or false", { ...baseline, isDirty: 0 }],
];

for (const [complaint, content] of broken) {
  test(`a wrong shape names file and field: ${complaint}`, async (context) => {
    await assert.rejects(
      readBaseline(await folderWith(context, content), "main"),
      (thrown) =>
        saying("baseline", /main\.json is not a baseline: /)(thrown) &&
        thrown instanceof Error &&
        thrown.message.includes(complaint),
    );
  });
}

test("fields that a later minor version may add are let through", async (context) => {
  const folder = await folderWith(context, { ...baseline, extra: 1 });
  assert.equal((await readBaseline(folder, "main")).name, "main");
});

test("what could not be read back is not written", async (context) => {
  const folder = await folderFor(context);
  const wrong = { ...baseline, samples: [{ metricId: "stage:mel", values: [1, Number.NaN, 1] }] };
  await assert.rejects(writeBaseline(folder, wrong), saying("run", /samples\[0\]\.values\[1\]/, /^$/));
  assert.deepEqual(await readdir(folder), []);
});

test("a file where the folder should be is the machine's fault", async (context) => {
  const file = join(await folderFor(context), "file");
  await writeFile(file, "");
  await assert.rejects(writeBaseline(file, baseline), saying("baseline", /cannot be written/, /write to/));
  await assert.rejects(
    listBaselines(file),
    (thrown) => thrown instanceof SoundingsError && thrown.code === "baseline",
  );
});

// The superuser may write anywhere, so permissions show nothing there.
const isSuperuser = process.getuid?.() === 0;

test("a folder without permission to write is named", {
  skip: isSuperuser && "root writes anywhere",
}, async (context) => {
  const folder = join(await folderFor(context), "locked");
  await mkdir(folder);
  await chmod(folder, 0o555);
  await assert.rejects(writeBaseline(folder, baseline), saying("baseline", /cannot be written/, /write to/));
});
