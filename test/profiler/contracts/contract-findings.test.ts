import assert from "node:assert/strict";
import { test } from "node:test";
import type { StageKind, StageProfile } from "../../../src/model/pipeline-profile.ts";
import { buildContract } from "../../../src/profiler/contracts/build-contract.ts";
import { contractFindings } from "../../../src/profiler/contracts/contract-findings.ts";
import { samplePipelineReport } from "../../support/sample-pipeline-report.ts";

/** A stage that emits these outputs. */
function stage(name: string, outputs: readonly unknown[], kind: StageKind = "map"): StageProfile {
  const contract = buildContract();
  for (const output of outputs) contract.add(output);
  return { ...samplePipelineReport().stages[0]!, name, kind, contract: contract.finish() };
}

const sine = (frames: number, amplitude = 1): Float32Array =>
  Float32Array.from({ length: frames }, (_, frame) => amplitude * Math.sin(frame / 3));
const clip = (
  sampleRateHertz: number,
  frames: number,
  durationSeconds = frames / sampleRateHertz,
): unknown => ({
  sampleRateHertz,
  durationSeconds,
  samples: sine(frames),
});
const mel = (rows: number, columns: number): unknown => ({
  shape: [rows, columns],
  data: sine(rows * columns),
});

for (const [what, stages, expected] of [
  [
    "NaN counts where it begins",
    [stage("log", [[Number.NaN, 1]]), stage("scale", [[Number.NaN]])],
    ["output-not-a-number at log"],
  ],
  ["so does infinity", [stage("divide", [Float32Array.of(1, Infinity)])], ["output-infinite at divide"]],
  ["a peak of 1 is normalised", [stage("normalise", [sine(100)])], []],
  ["so are a mean of 0 and a deviation of 1", [stage("standardize", [sine(1000, Math.SQRT2)])], []],
  ["integers are not", [stage("normalize", [sine(100, 20_000)])], ["range-after-normalising at normalize"]],
  ["nor is silence", [stage("normalise", [new Float32Array(100)])], ["range-after-normalising at normalise"]],
  ["another stage may have any range", [stage("gain", [sine(100, 20_000)])], []],
  [
    "a rate that comes with new samples, under a name that says so",
    [stage("decode", [clip(16_000, 160)]), stage("resample", [clip(8000, 80)])],
    [],
  ],
  [
    "the same under another name",
    [stage("decode", [clip(16_000, 160)]), stage("gain", [clip(8000, 80)])],
    ["rate-changed at gain"],
  ],
  [
    "a new label on old samples",
    [stage("decode", [clip(16_000, 160)]), stage("resample", [clip(8000, 160)])],
    ["rate-wrong at resample"],
  ],
  [
    "samples that do not last as long as they say",
    [stage("decode", [clip(16_000, 160, 0.02)])],
    ["rate-wrong at decode"],
  ],
  ["two rates", [stage("decode", [clip(16_000, 160), clip(44_100, 441)])], ["rates-mixed at decode"]],
  [
    "two rates that are resampled to one",
    [stage("decode", [clip(16_000, 160), clip(44_100, 441)]), stage("resample", [clip(16_000, 160)])],
    [],
  ],
  [
    "two lengths before a batch",
    [
      stage("decode", [sine(3), sine(4)]),
      stage("queue", [], "prefetch"),
      stage("batch", [[sine(3), sine(4)]], "batch"),
    ],
    ["ragged-before-batch at decode"],
  ],
  ["two lengths before anything else", [stage("decode", [sine(3), sine(4)]), stage("pad", [sine(4)])], []],
  [
    "some spectra the other way round",
    [stage("mel", [mel(40, 10), mel(10, 40)])],
    ["shape-transposed at mel"],
  ],
  ["all of them", [stage("mel", [mel(40, 10)]), stage("mask", [mel(10, 40)])], ["shape-transposed at mask"]],
  ["all of them, as meant", [stage("mel", [mel(40, 10)]), stage("transpose", [mel(10, 40)])], []],
  ["square ones cannot be told", [stage("mel", [mel(8, 8)]), stage("mask", [mel(8, 8)])], []],
] as const) {
  test(`${what}: ${expected.join(", ") || "nothing to tell"}`, () => {
    const findings = contractFindings(stages as readonly StageProfile[]);
    assert.deepEqual(
      findings.map(({ code, subject }) => `${code} at ${subject}`),
      expected,
    );
  });
}
