import type { Baseline, Metric } from "../../src/model/baseline.ts";

function metricOf(id: string): Metric {
  const stage = id === "pipeline" ? null : id.slice("stage:".length);
  return { id, stage, unit: "secondsPerExample", direction: "lower-is-better", estimator: "fastest pass" };
}

/** A stored baseline of two stages and four rounds. */
export const sampleBaseline: Baseline = {
  schemaVersion: 1,
  tool: { name: "soundings", version: "0.1.0" },
  name: "main",
  module: "pipelines/birds.ts",
  createdAt: "2026-01-02T03:04:05.000Z",
  commit: "0123456789abcdef0123456789abcdef01234567",
  isDirty: true,
  pipeline: { name: "birds", parameters: { data: "clips" } },
  environment: {
    operatingSystem: "linux",
    architecture: "x64",
    cpuModel: "Example CPU",
    logicalCoreCount: 8,
    cpuQuotaCores: 2.5,
    memoryClassBytes: 17179869184,
    nodeVersion: "20.20",
    v8Version: "11.3",
  },
  metrics: ["stage:decode", "stage:mel", "pipeline"].map(metricOf),
  samples: [
    { metricId: "stage:decode", values: [0.0011, 0.001, 0.0012, 0.001] },
    { metricId: "stage:mel", values: [0.0031, 0.003, 0.0032, 0.003] },
    { metricId: "pipeline", values: [0.0042, 0.004, 0.0044, 0.004] },
  ],
  calibrationSeconds: [0.004, 0.0041, 0.004, 0.004],
  processorPressure: [0.1, null, 0.2, 0.1],
  roundCount: 4,
  passCount: 3,
  exampleCount: 64,
  contracts: { decode: null, mel: null },
  ledger: [],
};
