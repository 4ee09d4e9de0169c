import { readDate } from "../io/clocks.ts";
import { readEnvironment } from "../io/machine.ts";
import { tool } from "../io/tool.ts";
import { type Parameters, type PipelineReport, pipelineSchemaVersion } from "../model/pipeline-profile.ts";
import { recordRun } from "../profiler/record-run.ts";
import { summarizeRun } from "../profiler/summarize-run.ts";
import { machineEffects } from "./effects.ts";
import { buildFlow, loadPipeline } from "./load-pipeline.ts";
import { outputsFor } from "./outputs-for.ts";

/** What to run, and for how long. */
export interface ProfilePipelineOptions {
  /** Path of the module that exports the pipeline. */
  readonly module: string;
  readonly parameters: Parameters;
  /** Examples at most; null runs to the end of the source. */
  readonly maxExamples: number | null;
  /** Wall time at most, in seconds; null runs to the end. */
  readonly maxSeconds: number | null;
  /** Once aborted, the run ends with what has been measured. */
  readonly signal?: AbortSignal;
  /** Told after each output. */
  readonly onProgress?: (outputCount: number, elapsedSeconds: number) => void;
}

/**
 * `profile pipeline`: loads a pipeline, runs it under the profiler, and gives the whole of `pipeline.json`.
 * @throws SoundingsError ("usage") for a module without a pipeline, ("run") when a stage throws or nothing comes out
 */
export async function profilePipeline(options: ProfilePipelineOptions): Promise<PipelineReport> {
  const pipeline = await loadPipeline(options.module, options.parameters);
  const flow = await buildFlow(pipeline);
  const record = await recordRun(
    { name: pipeline.name, parameters: pipeline.parameters, flow },
    {
      maxOutputs: options.maxExamples === null ? null : outputsFor(flow, options.maxExamples),
      maxSeconds: options.maxSeconds,
      findsRandomStages: true,
      ...(options.signal ? { signal: options.signal } : {}),
      ...(options.onProgress ? { onOutput: options.onProgress } : {}),
    },
    machineEffects,
  );
  return {
    schemaVersion: pipelineSchemaVersion,
    tool,
    createdAt: readDate(),
    environment: readEnvironment(),
    ...summarizeRun(record),
  };
}
