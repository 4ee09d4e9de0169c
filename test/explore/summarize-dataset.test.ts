import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { summarizeDataset } from "../../src/explore/summarize-dataset.ts";
import type { Dataset } from "../../src/model/dataset.ts";
import type { DatasetStatistics } from "../../src/model/dataset-statistics.ts";
import type { Example } from "../../src/model/example.ts";
import type { Finding } from "../../src/model/finding.ts";
import { assertClose } from "../support/assert-close.ts";
import { readEsc10 } from "../support/esc10.ts";
import { measureWavExample, readFsdd } from "../support/fsdd.ts";
import { measureFileExample } from "../support/measure-file-example.ts";
import { datasetOf, lasting, measuredExample, measurementsOf } from "../support/measured-examples.ts";
import { needsData, sharedData } from "../support/requirements.ts";

/** What libsndfile and librosa say of a label; see `definitions` in shared/data/facts.json. */
interface LabelFacts {
  readonly files: number;
  readonly duration_s: {
    readonly n: number;
    readonly sum: number;
    readonly mean: number;
    readonly std: number;
    readonly min: number;
    readonly max: number;
    readonly p5: number;
    readonly p25: number;
    readonly median: number;
    readonly p75: number;
    readonly p95: number;
  };
  readonly mean_rms_dbfs: number;
  readonly mean_librosa_centroid_hz: number;
  readonly mean_third_octave_db: readonly (number | null)[];
}

function assertAsFacts(statistics: DatasetStatistics, set: string, toleranceSeconds: number): void {
  const facts = JSON.parse(readFileSync(join(sharedData("."), "facts.json"), "utf8")).sets[set]
    .labels as Record<string, LabelFacts>;
  assert.deepEqual(statistics.labels.entries.map(({ label }) => label).sort(), Object.keys(facts).sort());
  for (const [label, expected] of Object.entries(facts)) {
    const what = `${set} ${label}`;
    assert.equal(
      statistics.labels.entries.find((entry) => entry.label === label)?.count,
      expected.files,
      what,
    );
    assertDurationAsFacts(statistics.duration.byLabel[label]!, expected.duration_s, toleranceSeconds, what);
    assertClose(statistics.level.rootMeanSquareDecibels.byLabel[label]?.mean, expected.mean_rms_dbfs, {
      absolute: 0.01,
      what,
    });
    assertClose(statistics.frequency.centroidHertz.byLabel[label]?.mean, expected.mean_librosa_centroid_hz, {
      relative: 0.001,
      what,
    });
    expected.mean_third_octave_db.forEach((decibels, band) => {
      assertClose(statistics.frequency.averageSpectrum.byLabel[label]?.[band], decibels, {
        absolute: 0.1,
        what: `${what} band ${band}`,
      });
    });
  }
}

function assertDurationAsFacts(
  duration: DatasetStatistics["duration"]["byLabel"][string],
  expected: LabelFacts["duration_s"],
  absolute: number,
  what: string,
): void {
  assert.equal(duration.count, expected.n, what);
  assertClose(duration.minSeconds, expected.min, { absolute, what });
  assertClose(duration.maxSeconds, expected.max, { absolute, what });
  assertClose(duration.meanSeconds, expected.mean, { absolute, what });
  assertClose(duration.standardDeviationSeconds, expected.std, { absolute, what });
  assertClose(duration.quantiles?.["0.05"], expected.p5, { absolute, what });
  assertClose(duration.quantiles?.["0.25"], expected.p25, { absolute, what });
  assertClose(duration.quantiles?.["0.5"], expected.median, { absolute, what });
  assertClose(duration.quantiles?.["0.75"], expected.p75, { absolute, what });
  assertClose(duration.quantiles?.["0.95"], expected.p95, { absolute, what });
}

function codesOf(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ code }) => code);
}

test("the spoken digits are what libsndfile and librosa say", needsData("fsdd"), () => {
  const dataset = readFsdd();
  const statistics = summarizeDataset(dataset, dataset.examples.map(measureWavExample));
  assertAsFacts(statistics, "fsdd", 1e-12);
  assertClose(statistics.dataset.totalDurationSeconds, 212.98375, { absolute: 1e-9 });
  assert.equal(statistics.dataset.totalBytes, 3428860);
  assert.deepEqual(statistics.format.effectiveBitDepths, { "8": 80, "16": 400 });
  assert.deepEqual(statistics.dataset.splits, { test: 60, train: 420 });
  assert.deepEqual(codesOf(statistics.findings), [
    "group-across-splits",
    "duration-outliers",
    "effective-bit-depth",
    "shortcut-group",
    "shortcut-group",
    "shortcut-group",
    "shortcut-group",
    "shortcut-group",
    "shorter-than-analysis-frame",
  ]);
});

test("the environmental sounds are what libsndfile and librosa say", needsData("esc10"), async () => {
  const { dataset, measurements } = await readEsc10();
  const statistics = summarizeDataset(dataset, measurements);
  // An Ogg stream may be cut within a frame of where libsndfile cuts it.
  assertAsFacts(statistics, "esc10", 1e-4);
  assert.deepEqual(statistics.format.sampleRatesHertz, { "44100": 200 });
  assert.deepEqual(
    statistics.findings.filter(({ severity }) => severity === "error"),
    [],
  );
});

/** The code that each kind of fault in expected_faults.json must show as, where it lies in the file itself. */
const codesOfKind: Readonly<Record<string, readonly string[]>> = {
  unreadable: ["file-unreadable", "file-empty", "header-invalid"],
  empty: ["file-empty"],
  truncated: ["file-truncated"],
  corrupt: ["file-corrupt"],
  "bad-header": ["header-invalid"],
  "wrong-extension": ["wrong-extension"],
  silent: ["silent-clip"],
  "near-silent": ["near-silent-clip"],
  "dc-offset": ["dc-offset"],
  clipped: ["clipped"],
  "non-finite": ["non-finite-samples"],
  "over-full-scale": ["over-full-scale"],
  "too-short": ["too-short"],
  duplicate: ["duplicate-recordings"],
  "duplicate-pcm": ["duplicate-recordings"],
  "duplicate-conflict": ["duplicate-label-conflict"],
};

test("every planted fault is found in its file", needsData("mixed-formats"), async () => {
  const folder = sharedData("mixed-formats");
  const faults = JSON.parse(readFileSync(join(folder, "expected_faults.json"), "utf8")).broken as Record<
    string,
    { readonly kind: string }
  >;
  const names = Object.keys(faults).filter((name) => faults[name]?.kind !== "junk");
  const examples = [...names.map((name) => `broken/${name}`), "good/wav_s16_mono_44100.wav"].map(
    (id): Example => {
      const label = id.endsWith("relabelled_copy.wav") ? "Baby cry" : "Dog bark";
      return { id, path: join(folder, id), label, split: null, group: null, attributes: {} };
    },
  );
  const dataset: Dataset = { name: "broken", source: folder, layout: "manifest", examples, findings: [] };
  const { findings } = summarizeDataset(dataset, await Promise.all(examples.map(measureFileExample)));
  for (const name of names) {
    const codes = codesOf(findingsThatName(findings, `broken/${name}`));
    const expected = codesOfKind[faults[name]!.kind];
    const isFound = expected === undefined || expected.some((code) => codes.includes(code));
    assert.ok(isFound, `${name} (${faults[name]!.kind}): ${codes}`);
  }
});

function findingsThatName(findings: readonly Finding[], id: string): readonly Finding[] {
  return findings.filter(({ subject, evidence }) => subject === id || evidence.examples?.includes(id));
}

const mixedBag = [
  measuredExample("a.wav", { label: "x", split: "train", signal: { rootMeanSquareDecibels: -10 } }),
  measuredExample("b.wav", { label: "y", split: "test", clip: lasting(3) }),
  measuredExample("c.wav", { label: "x", split: "test", measurement: { pcmSha256: "hash of a.wav" } }),
  measuredExample("d.wav", { label: null, clip: null, measurement: { pcmSha256: null } }),
  measuredExample("e.wav", { label: "__proto__", signal: { centroidHertz: null, totalPower: 0 } }),
];

test("head counts, labels and duplicates of a small set", () => {
  const statistics = summarizeDataset(datasetOf(mixedBag), measurementsOf(mixedBag));
  assert.deepEqual(statistics.dataset, {
    name: "things",
    exampleCount: 5,
    audioCount: 4,
    unreadableCount: 1,
    totalDurationSeconds: 6,
    totalBytes: 5 * 32044,
    splits: { test: 2, train: 1 },
    groups: {},
  });
  assert.deepEqual(
    statistics.labels.entries.map(({ label, count, share }) => [label, count, share]),
    [
      ["x", 2, 0.5],
      ["__proto__", 1, 0.25],
      ["y", 1, 0.25],
    ],
  );
  assert.equal(statistics.labels.unlabelledCount, 1);
  assert.equal(statistics.labels.imbalanceRatio, 2);
  assert.deepEqual(statistics.duplicates, {
    exactGroups: [["a.wav", "c.wav"]],
    nearPairs: [],
    fingerprintedCount: 0,
    acrossSplits: [["a.wav", "c.wav"]],
  });
  assert.ok(Object.hasOwn(statistics.duration.byLabel, "__proto__"));
  assert.equal(statistics.frequency.centroidHertz.count, 3);
  assert.equal(statistics.level.rootMeanSquareDecibels.byLabel["x"]?.mean, -15);
});

test("measurements in any order give the same bytes", () => {
  const dataset = datasetOf(mixedBag);
  const inOrder = JSON.stringify(summarizeDataset(dataset, measurementsOf(mixedBag)));
  const orders = fc.shuffledSubarray([...measurementsOf(mixedBag)], { minLength: mixedBag.length });
  fc.assert(
    fc.property(orders, (measurements) => {
      assert.equal(JSON.stringify(summarizeDataset(dataset, measurements)), inOrder);
    }),
  );
});

test("a set without examples has no numbers, and does not fail", () => {
  const statistics = summarizeDataset(datasetOf([]), []);
  assert.equal(statistics.labels.imbalanceRatio, null);
  assert.equal(statistics.duration.quantiles, null);
  assert.deepEqual(statistics.findings, []);
});

test("an example that was not measured is listed, and neither audio nor unreadable", () => {
  const statistics = summarizeDataset(datasetOf(mixedBag), []);
  assert.deepEqual(
    [statistics.dataset.exampleCount, statistics.dataset.audioCount, statistics.dataset.unreadableCount],
    [5, 0, 0],
  );
});

test("the findings of the listing are among the findings", () => {
  const listing: Finding = {
    code: "junk-file",
    severity: "info",
    subject: ".DS_Store",
    message: "Not audio.",
    evidence: { observed: null, expected: null, count: 1, rule: "only audio" },
  };
  const dataset = { ...datasetOf(mixedBag), findings: [listing] };
  assert.ok(
    summarizeDataset(dataset, measurementsOf(mixedBag)).findings.some(({ code }) => code === "junk-file"),
  );
});

test("Meyda's features are a section of their own, left out without them", () => {
  const dataset = datasetOf(mixedBag);
  assert.equal("meyda" in summarizeDataset(dataset, []), false);
  const byExampleId = new Map([
    ["a.wav", { rms: 0.25, spectralCentroid: 30 }],
    ["b.wav", { rms: 0.75, spectralCentroid: null }],
  ]);
  const { meyda } = summarizeDataset(dataset, [], {
    meyda: { version: "5.6.3", framesPerClip: 8, frameLength: 512, byExampleId },
  });
  assert.deepEqual(Object.keys(meyda?.features ?? {}), ["rms", "spectralCentroid"]);
  assert.equal(meyda?.features["rms"]?.mean, 0.5);
  assert.equal(meyda?.features["spectralCentroid"]?.count, 1);
  assert.equal(meyda?.features["rms"]?.byLabel["y"]?.mean, 0.75);
});
