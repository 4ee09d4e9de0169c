import type { PipelineProfile, StageProfile } from "../../src/model/pipeline-profile.ts";
import type { ForeignPipeline, ObserveOptions } from "../../src/pipeline/adapters/observe.ts";
import { observe } from "../../src/pipeline/adapters/observe.ts";
import { recordRun } from "../../src/profiler/record-run.ts";
import { summarizeRun } from "../../src/profiler/summarize-run.ts";
import { machineEffects } from "../../src/workflows/effects.ts";

/** Profiles a pipeline that was not written for us, on the real machine. */
export async function profileForeign(
  build: () => ForeignPipeline,
  options: ObserveOptions & { readonly maxOutputs?: number; readonly readsTensors?: boolean } = {},
): Promise<PipelineProfile> {
  const flow = await observe(build, options);
  const record = await recordRun(
    { name: "foreign", parameters: {}, flow },
    { maxOutputs: options.maxOutputs ?? null, maxSeconds: null, readsTensors: options.readsTensors ?? false },
    machineEffects,
  );
  return summarizeRun(record);
}

/** The stage of this name. */
export function stageNamed(profile: PipelineProfile, name: string): StageProfile {
  const stage = profile.stages.find((candidate) => candidate.name === name);
  if (stage === undefined)
    throw new Error(`no stage "${name}" among ${profile.stages.map((s) => s.name).join(", ")}`);
  return stage;
}

/** Holds the main thread for this long. */
export function spin(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}
