import { readDate } from "../io/clocks.ts";
import { readEnvironment } from "../io/machine.ts";
import { tool } from "../io/tool.ts";
import { SoundingsError } from "../model/errors.ts";
import {
  type Parameters,
  type PipelineProfile,
  type PipelineReport,
  pipelineSchemaVersion,
} from "../model/pipeline-profile.ts";
import type { RunTrace } from "../model/run-trace.ts";
import type { Flow } from "../pipeline/flow.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import { runsByItself } from "../pipeline/stage-spec.ts";
import { calibrateStages } from "../profiler/calibrate/calibrate-stages.ts";
import { causalOptions, measureCausalEffects } from "../profiler/causal/measure-causal-effects.ts";
import type { LiveStage } from "../profiler/live-stages.ts";
import { recordRun } from "../profiler/record-run.ts";
import type { RunRecord } from "../profiler/run-record.ts";
import { summarizeRun } from "../profiler/summarize-run.ts";
import { traceOf } from "../profiler/trace-of-run.ts";
import { displayText } from "../report/display-text.ts";
import { machineEffects } from "./effects.ts";
import { buildFlow, loadPipeline } from "./load-pipeline.ts";
import { outputsFor } from "./outputs-for.ts";
import { type CpuProfiles, sampleCode } from "./sample-code.ts";

/** What to run, and for how long. */
export interface ProfilePipelineOptions {
  /** Path of the module that exports the pipeline. */
  readonly module: string;
  readonly parameters: Parameters;
  /** Examples at most; null runs to the end of the source. */
  readonly maxExamples: number | null;
  /** Wall time at most, in seconds; null runs to the end. */
  readonly maxSeconds: number | null;
  /** Also times stages in isolation, after the run: what waits alone, and what is below a batch at several sizes. */
  readonly calibrates?: boolean;
  /** Also speeds stages up virtually, for about this long, in seconds. */
  readonly causalSeconds?: number;
  /** How fast the disk can be read, in bytes per second; left out, it is measured where much is read from it. */
  readonly diskBytesPerSecond?: number;
  /** Once aborted, the run ends with what has been measured. */
  readonly signal?: AbortSignal;
  /** Given what happened when, once the run is over; asking for it notes each call. */
  readonly onTrace?: (trace: RunTrace) => void;
  /** Given samples of the main thread, once the run is over; asking for them samples it. */
  readonly onCpuProfiles?: (profiles: CpuProfiles) => void;
  /** Told after each output. */
  readonly onProgress?: (
    outputCount: number,
    elapsedSeconds: number,
    stages: () => readonly LiveStage[],
  ) => void;
}

/**
 * `profile pipeline`: loads a pipeline, runs it under the profiler, and gives the whole of `pipeline.json`.
 * @throws SoundingsError ("usage") for a module without a pipeline, ("run") when a stage throws or nothing comes out
 */
export async function profilePipeline(options: ProfilePipelineOptions): Promise<PipelineReport> {
  const pipeline = await loadPipeline(options.module, options.parameters);
  const { profile } = await profileFlow(pipeline, await buildFlow(pipeline), options);
  return {
    schemaVersion: pipelineSchemaVersion,
    tool,
    createdAt: readDate(),
    environment: readEnvironment(),
    ...profile,
  };
}

/** The stages of a run that goes on, one line each: the share of the main thread that each takes, and its slots in service. */
export function liveLines(stages: readonly LiveStage[]): readonly string[] {
  const width = stages.reduce((widest, { name }) => Math.max(widest, displayText(name, 24).length), 0);
  return stages.map(({ name, outputCount, busyShare, servingCount }) => {
    const full = Math.round(20 * Math.min(1, busyShare));
    const percent = `${Math.round(100 * busyShare)}%`.padStart(4);
    return `  ${displayText(name, 24).padEnd(width)} ${"█".repeat(full)}${"░".repeat(20 - full)} ${percent} of the main thread, ${servingCount.toFixed(1)} slots in service, ${outputCount} out`;
  });
}

/** A profile, and the record that it was made of. */
export interface ProfiledFlow {
  readonly record: RunRecord;
  readonly profile: PipelineProfile;
}

/** Runs a flow under the profiler, and whatever else is asked for. */
export async function profileFlow(
  { name, parameters }: Pick<Pipeline<unknown>, "name" | "parameters">,
  flow: Flow<unknown>,
  options: Omit<ProfilePipelineOptions, "module" | "parameters">,
): Promise<ProfiledFlow> {
  const isObserved = runsByItself(flow);
  if (isObserved && options.causalSeconds !== undefined) throw cannotBeSlowed(name);
  const run = (): Promise<RunRecord> =>
    recordRun(
      { name, parameters, flow },
      {
        maxOutputs: options.maxExamples === null ? null : outputsFor(flow, options.maxExamples),
        maxSeconds: options.maxSeconds,
        findsRandomStages: true,
        notesCalls: options.onTrace !== undefined,
        readsTensors: options.calibrates ?? false,
        ...(options.diskBytesPerSecond && { diskBytesPerSecond: options.diskBytesPerSecond }),
        ...(options.signal ? { signal: options.signal } : {}),
        ...(options.onProgress ? { onOutput: options.onProgress } : {}),
      },
      machineEffects,
    );
  const { record, sampled = null } = options.onCpuProfiles ? await sampleCode(run) : { record: await run() };
  options.onTrace?.(traceOf(record));
  // Stages that run by themselves cannot be called alone: calibration makes them wait for their tensors, and that is all.
  const calibrated =
    options.calibrates && !isObserved && !options.signal?.aborted
      ? await calibrateStages(flow, record, machineEffects)
      : undefined;
  const profile = { ...summarizeRun(record, calibrated), ...(sampled && { cpu: sampled.functions }) };
  if (sampled !== null) options.onCpuProfiles?.(sampled.profilesOf(profile.bottleneck.stage));
  if (options.causalSeconds === undefined || options.signal?.aborted) return { record, profile };
  const causalEffects = await measureCausalEffects(
    flow,
    causalOptions(record, options.causalSeconds),
    machineEffects,
  );
  return { record, profile: { ...profile, causalEffects } };
}

function cannotBeSlowed(name: string): SoundingsError {
  return new SoundingsError(
    "usage",
    `the stages of "${name}" run by themselves: none of them can be slowed down`,
    {
      hint: "leave --causal out; predictions are made without it",
    },
  );
}
