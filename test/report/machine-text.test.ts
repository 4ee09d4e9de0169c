import assert from "node:assert/strict";
import { test } from "node:test";
import type { MachineReport } from "../../src/model/machine-report.ts";
import { machineText } from "../../src/report/machine-text.ts";
import { plainText } from "../../src/report/text-line.ts";
import { sampleBaseline } from "../support/sample-baseline.ts";

const machine: MachineReport = {
  tool: { name: "soundings", version: "0.1.0" },
  environment: sampleBaseline.environment,
  clockCostSeconds: 4.5e-8,
  calibrationSeconds: 0.0032,
  hasSchedule: true,
  processorPressure: 0.25,
  tensorBackend: { name: "wasm", version: "4.22.0", reason: "the native backend is not installed" },
  optionalPackages: [
    { name: "danfojs-node", isInstalled: true, use: "tables as DataFrames" },
    { name: "@tensorflow/tfjs", isInstalled: false, use: "tensors in pipelines" },
  ],
  audioFormats: ["WAV", "FLAC"],
};

test("a machine says what it offers, and which tensor backend is in use and why", () => {
  assert.equal(
    plainText(machineText(machine)),
    `soundings 0.1.0
  Node.js        20.20 (V8 11.3)
  machine        linux x64, Example CPU
  cores          8, of which a quota allows 2.5
  memory         up to 17.2 GB
  clock          45 ns a reading
  calibration    3.2 ms
  scheduler      says how long threads wait for a core
  pressure       25% of the last 10 s
  tensors        wasm 4.22.0: the native backend is not installed
  audio          WAV, FLAC
  installed      danfojs-node: tables as DataFrames
  not installed  @tensorflow/tfjs: tensors in pipelines
`,
  );
});

test("what the system does not say is not made up", () => {
  const text = plainText(
    machineText({
      ...machine,
      environment: { ...machine.environment, cpuQuotaCores: null },
      hasSchedule: false,
      processorPressure: null,
      tensorBackend: { ...machine.tensorBackend, version: null },
    }),
  );
  assert.match(text, /cores +8\n/);
  assert.match(text, /does not say how long threads wait/);
  assert.match(text, /pressure +not kept/);
  assert.match(text, /tensors +wasm: /);
});
