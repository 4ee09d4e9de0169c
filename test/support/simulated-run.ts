import { type Flow, source } from "../../src/pipeline/flow.ts";
import type { GcPause } from "../../src/profiler/effects.ts";
import { recordRun } from "../../src/profiler/record-run.ts";
import type { RunRecord } from "../../src/profiler/run-record.ts";
import { type SimulatedMachine, simulateMachine } from "./simulated-machine.ts";

/** Seconds of work of each call, by stage; the index is that of the call. */
export interface Work {
  readonly decode: (index: number) => number;
  readonly mel: (index: number) => number;
}

/** 1 ms of decoding and 3 ms of mel for each example. */
export const steadyWork: Work = { decode: () => 0.001, mel: () => 0.003 };

/** Records a flow on a simulated machine. */
export function recordOn(machine: SimulatedMachine, flow: Flow<unknown>): Promise<RunRecord> {
  const limits = { maxOutputs: null, maxSeconds: null, findsRandomStages: true };
  return machine.run(() => recordRun({ name: "test", parameters: {}, flow }, limits, machine));
}

/** Records 40 examples that are decoded, turned into mel spectra and grouped by four. */
export function recordWork({ decode, mel }: Work, gcPauses: readonly GcPause[] = []): Promise<RunRecord> {
  const machine = simulateMachine(gcPauses);
  const flow = source("list", () => Array.from({ length: 40 }, (_, index) => index))
    .map("decode", (n, index) => {
      machine.work(decode(index));
      return n;
    })
    .map("mel", (n, index) => {
      machine.work(mel(index));
      return Float32Array.of(n);
    })
    .batch("batch", 4);
  return recordOn(machine, flow);
}
