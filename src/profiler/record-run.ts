import { SoundingsError } from "../model/errors.ts";
import type { Parameters } from "../model/pipeline-profile.ts";
import type { Flow } from "../pipeline/flow.ts";
import { end, isPending } from "../pipeline/operator.ts";
import type { PipelineProbe } from "../pipeline/probe.ts";
import { openFlow } from "../pipeline/run-flow.ts";
import type { ContinuationTracker, ProfilerEffects } from "./effects.ts";
import type { RunRecord, Snapshot } from "./run-record.ts";
import { createSliceLog } from "./slice-log.ts";
import { type RecorderContext, recordStage, type StageRecorder } from "./stage-recorder.ts";

/** When to stop, and whom to tell. */
export interface RunLimits {
  /** Outputs of the pipeline at most; null runs to the end. */
  readonly maxOutputs: number | null;
  /** Wall time at most, in seconds; null runs to the end. */
  readonly maxSeconds: number | null;
  /** Told after each output. */
  readonly onOutput?: (outputCount: number, elapsedSeconds: number) => void;
}

const maxSnapshots = 4096;

/**
 * Runs a flow to its end, or to a limit, and records what its stages do.
 * @throws SoundingsError ("run") when a stage throws, or nothing comes out
 */
export async function recordRun(
  pipeline: { readonly name: string; readonly parameters: Parameters; readonly flow: Flow<unknown> },
  limits: RunLimits,
  effects: ProfilerEffects,
): Promise<RunRecord> {
  const context = openContext(pipeline.flow.stages.length, effects);
  const eventSeconds = calibrateEvent(context);
  const recorders: StageRecorder[] = [];
  const epochStartsSeconds: number[] = [];
  const probe: PipelineProbe = {
    stage: (index, stage) => {
      const recorder = recordStage(stage, index, context);
      recorders[index] = recorder;
      return recorder;
    },
    epochBegan: () => epochStartsSeconds.push(effects.now()),
  };
  const stopGc = effects.watchGc();
  const scheduleBefore = effects.mainThreadSchedule();
  const operator = openFlow(pipeline.flow, probe);
  try {
    const snapshots = await drain(operator.pull, takeSnapshot(recorders, effects), limits);
    const wallSeconds = (snapshots.at(-1)?.timeSeconds ?? 0) - (snapshots[0]?.timeSeconds ?? 0);
    const eventCount = recorders.reduce((sum, recorder) => sum + recorder.eventCount(), 0);
    const schedule = scheduleSince(scheduleBefore, effects);
    return {
      pipeline: { name: pipeline.name, parameters: pipeline.parameters },
      stages: recorders.map((recorder) => recorder.record()),
      snapshots,
      slices: context.slices.slices(),
      gcPauses: await stopGc(),
      epochStartsSeconds,
      overheadShare: wallSeconds > 0 ? Math.min(1, (eventCount * eventSeconds) / wallSeconds) : 0,
      schedule,
      coreCount: effects.coreCount,
    };
  } finally {
    await operator.close();
    context.continuations.stop();
  }
}

/** Pulls all outputs; a snapshot before the first and after each, thinned to a bounded number. */
async function drain(
  pull: () => unknown,
  snapshot: (outputCount: number) => Snapshot,
  limits: RunLimits,
): Promise<readonly Snapshot[]> {
  let snapshots = [snapshot(0)];
  let stride = 1;
  const startSeconds = snapshots[0]?.timeSeconds ?? 0;
  for (let outputCount = 1; limits.maxOutputs === null || outputCount <= limits.maxOutputs; outputCount++) {
    const pulled = pull();
    const output = isPending(pulled) ? await pulled : pulled;
    if (output === end) break;
    if (outputCount % stride !== 0) continue;
    const latest = snapshot(outputCount);
    snapshots.push(latest);
    if (snapshots.length > maxSnapshots) {
      snapshots = snapshots.filter((_, index) => index % 2 === 0);
      stride *= 2;
    }
    const elapsedSeconds = latest.timeSeconds - startSeconds;
    limits.onOutput?.(outputCount, elapsedSeconds);
    if (limits.maxSeconds !== null && elapsedSeconds >= limits.maxSeconds) break;
  }
  if (snapshots.length < 2) {
    throw new SoundingsError("run", "nothing was measured: the pipeline gave no output", {
      hint: "check that its source finds examples, and that no filter drops them all",
    });
  }
  return snapshots;
}

function takeSnapshot(
  recorders: readonly StageRecorder[],
  effects: ProfilerEffects,
): (outputCount: number) => Snapshot {
  return (outputCount) => ({
    timeSeconds: effects.now(),
    outputCount,
    idleSeconds: effects.loopIdleSeconds(),
    cpuSeconds: effects.processCpuSeconds(),
    stages: recorders.map((recorder) => recorder.totals()),
  });
}

function openContext(stageCount: number, effects: ProfilerEffects): RecorderContext {
  const continuations: ContinuationTracker = effects.trackContinuations(stageCount);
  let idleSeconds = effects.loopIdleSeconds();
  let wakeSeconds = effects.now();
  return {
    now: effects.now,
    lastWakeSeconds() {
      const idleNow = effects.loopIdleSeconds();
      if (idleNow > idleSeconds) {
        idleSeconds = idleNow;
        wakeSeconds = effects.now();
      }
      return wakeSeconds;
    },
    continuations,
    slices: createSliceLog(),
  };
}

/** Cost of one event of a recorder, in seconds: the fastest of several runs over a stage that does nothing. */
function calibrateEvent(context: RecorderContext): number {
  const spare = { ...context, slices: createSliceLog(64) };
  const recorder = recordStage({ name: "", kind: "map", concurrency: 1 }, 0, spare);
  let fastest = Number.POSITIVE_INFINITY;
  for (let repeat = 0; repeat < 20; repeat++) {
    const eventsBefore = recorder.eventCount();
    const startedAt = context.now();
    for (let call = 0; call < 50; call++) {
      recorder.starving(1);
      recorder.took(0);
      recorder.returned(recorder.began(), false);
      recorder.emitted(call);
    }
    fastest = Math.min(fastest, (context.now() - startedAt) / (recorder.eventCount() - eventsBefore));
  }
  return fastest;
}

function scheduleSince(before: RunRecord["schedule"], effects: ProfilerEffects): RunRecord["schedule"] {
  const after = effects.mainThreadSchedule();
  if (before === null || after === null) return null;
  return {
    onCpuSeconds: after.onCpuSeconds - before.onCpuSeconds,
    runQueueSeconds: after.runQueueSeconds - before.runQueueSeconds,
  };
}
