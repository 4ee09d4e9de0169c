import { measureCalibrationSeconds } from "../io/machine.ts";
import type { Parameters } from "../model/pipeline-profile.ts";
import type { Round } from "../model/round.ts";
import { recordRun } from "../profiler/record-run.ts";
import { passExampleCount, roundValues } from "../profiler/round-values.ts";
import type { RunRecord } from "../profiler/run-record.ts";
import { machineEffects } from "./effects.ts";
import { buildFlow, loadPipeline } from "./load-pipeline.ts";
import { outputsFor } from "./outputs-for.ts";

/** What one round runs. */
export interface RoundOptions {
  /** Path of the module that exports the pipeline. */
  readonly module: string;
  readonly parameters: Parameters;
  /** Passes that are measured, after one that warms up. */
  readonly passCount: number;
  /** Examples per pass at most. */
  readonly exampleCount: number;
}

/**
 * One round of a gate or a baseline, in this process: a pass to warm up, then passes over the same examples, with the
 * calibration kernel before and after.
 */
export async function measureRound(options: RoundOptions): Promise<Round> {
  const pipeline = await loadPipeline(options.module, options.parameters);
  const pass = async (): Promise<RunRecord> => {
    const flow = await buildFlow(pipeline);
    const limits = { maxOutputs: outputsFor(flow, options.exampleCount), maxSeconds: null };
    return recordRun({ name: pipeline.name, parameters: pipeline.parameters, flow }, limits, machineEffects);
  };
  const before = measureCalibrationSeconds();
  const warmUp = await pass();
  const passes: RunRecord[] = [];
  while (passes.length < options.passCount) passes.push(await pass());
  return {
    pipeline: warmUp.pipeline,
    secondsPerExample: roundValues(passes),
    calibrationSeconds: Math.min(before, measureCalibrationSeconds()),
    passCount: passes.length,
    exampleCount: passExampleCount(warmUp),
    contracts: Object.fromEntries(warmUp.stages.map((stage) => [stage.name, stage.contract])),
  };
}
