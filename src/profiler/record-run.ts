import { SoundingsError } from "../model/errors.ts";
import type { Parameters } from "../model/pipeline-profile.ts";
import type { Flow } from "../pipeline/flow.ts";
import { end, isPending } from "../pipeline/operator.ts";
import type { PipelineProbe } from "../pipeline/probe.ts";
import { openFlow } from "../pipeline/run-flow.ts";
import { type WatchedStage, watchedStages } from "../pipeline/stage-spec.ts";
import { type CostMeter, createCostMeter } from "./cost-meter.ts";
import { diskRateOf, diskReader } from "./disk-use.ts";
import type { ContinuationTracker, ProfilerEffects } from "./effects.ts";
import { ledgersOf } from "./example-ledger.ts";
import { type LiveStage, liveStages } from "./live-stages.ts";
import {
  type EventCosts,
  measureContinuationSeconds,
  measureEventSeconds,
  measurePromises,
  overheadOf,
  totalOverhead,
} from "./overhead.ts";
import { watchPolls } from "./poll-clock.ts";
import type { RunRecord, Snapshot, StageTotals } from "./run-record.ts";
import { othersShareBetween, readSchedules, scheduleBetween } from "./schedules.ts";
import { createSliceLog } from "./slice-log.ts";
import { sampleSlices } from "./slice-sampler.ts";
import { type RecorderContext, recordStage, type StageRecorder } from "./stage-recorder.ts";
import { stopWaitingFor } from "./stop-waiting.ts";
import { type TriedStage, tryStages } from "./try-stages.ts";
import { turnEverySeconds, turnLoop } from "./turn-loop.ts";

/** When to stop, and whom to tell. */
export interface RunLimits {
  /** Outputs of the pipeline at most; null runs to the end. */
  readonly maxOutputs: number | null;
  /** Wall time at most, in seconds; null runs to the end. */
  readonly maxSeconds: number | null;
  /** Told after each output; `stages` says what each stage has done so far, for whoever shows it. */
  readonly onOutput?: (
    outputCount: number,
    elapsedSeconds: number,
    stages: () => readonly LiveStage[],
  ) => void;
  /** Once aborted, the run ends as at a limit, with what has been measured. */
  readonly signal?: AbortSignal;
  /** Also calls each stage alone and twice with the same inputs, after the run, to find out which are random and how long they take. */
  readonly findsRandomStages?: boolean;
  /** False leaves out what measuring costs: finding that out takes longer than a short run. Default true. */
  readonly measuresOverhead?: boolean;
  /** Waits within each call of a watched pipeline for the device to have made its tensors; for calibration, as it slows the run. */
  readonly readsTensors?: boolean;
  /** Notes each call, for a trace. */
  readonly notesCalls?: boolean;
  /** How fast the disk can be read, in bytes per second, where somebody says so; else it is measured if much is read from it. */
  readonly diskBytesPerSecond?: number;
}

const maxSnapshots = 4096;
/** Calls that a trace holds at most: what a browser still opens at once. */
const maxTracedCalls = 1 << 16;

/**
 * Runs a flow to its end, or to a limit, and records what its stages do.
 * @throws SoundingsError ("run") when a stage throws, or nothing comes out
 */
export async function recordRun(
  pipeline: { readonly name: string; readonly parameters: Parameters; readonly flow: Flow<unknown> },
  limits: RunLimits,
  effects: ProfilerEffects,
): Promise<RunRecord> {
  const { flow, name, parameters } = pipeline;
  const { measuresOverhead = true } = limits;
  const plainSeconds = measuresOverhead ? await measurePromises(effects.now) : 0;
  const stages = watchedStages(flow.stages);
  const context = openContext(stages.length, effects, limits.notesCalls ?? false);
  const costs = measuresOverhead ? await measureCosts(context, plainSeconds) : noCosts;
  const { probe, recorders, epochs } = probeOf(flow, context, effects, limits.readsTensors ?? false);
  const stopGc = effects.watchGc();
  const before = readSchedules(effects);
  const operator = openFlow(flow, probe, effects.openThreads);
  try {
    const snapshots = await drain(operator.pull, takeSnapshot(recorders, context.meter, effects), {
      ...limits,
      names: stages.map(({ name }) => name),
    });
    const wallSeconds = (snapshots.at(-1)?.timeSeconds ?? 0) - (snapshots[0]?.timeSeconds ?? 0);
    const overhead = overheadOf(costs, { recorders, ...context, wallSeconds });
    const after = readSchedules(effects);
    const gcPauses = await stopGc();
    const tried =
      limits.findsRandomStages && !limits.signal?.aborted
        ? await tryStages(flow, effects)
        : new Map<string, TriedStage>();
    return {
      pipeline: { name, parameters },
      stages: recorders.map((recorder, index) => ({
        ...recorder.record(),
        ...tried.get(stages[index]!.name),
        ...sizeOf(stages[index]!),
      })),
      diskRate: await diskRateOf(snapshots, limits.diskBytesPerSecond, effects),
      ...(effects.measureShipping && { shipping: await effects.measureShipping() }),
      ...effects.measureCores?.(),
      snapshots,
      slices: context.slices.slices(),
      gcPauses,
      epochStartsSeconds: epochs.map(({ startSeconds }) => startSeconds),
      epochTotals: epochs.map(({ totals }) => totals),
      overheadShare: totalOverhead(overhead),
      overhead,
      schedule: scheduleBetween(before.main, after.main),
      allThreadsSchedule: scheduleBetween(before.all, after.all),
      ...othersShareBetween(before, after),
      coreCount: effects.coreCount,
      ...(context.calls && {
        calls: { spans: context.calls.slices(), droppedCount: context.calls.droppedCount() },
      }),
    };
  } finally {
    await operator.close();
    context.continuations.stop();
  }
}

function sizeOf(stage: WatchedStage): { readonly size?: number } {
  const isSized = (stage.kind === "batch" || stage.kind === "prefetch") && "size" in stage;
  return isSized && stage.size !== undefined ? { size: stage.size } : {};
}

/** A pass of a repeated pipeline: when it began, and what had been done until then. */
interface EpochStart {
  readonly startSeconds: number;
  readonly totals: readonly StageTotals[];
}

function probeOf(
  flow: Flow<unknown>,
  context: RunContext,
  effects: ProfilerEffects,
  readsTensors: boolean,
): {
  readonly probe: PipelineProbe;
  readonly recorders: readonly StageRecorder[];
  readonly epochs: readonly EpochStart[];
} {
  const ledgers = ledgersOf(watchedStages(flow.stages).map(({ kind }) => kind));
  const recorders: StageRecorder[] = [];
  const epochs: EpochStart[] = [];
  const probe: PipelineProbe = {
    readsTensors,
    stage: (index, stage) => {
      const own = { sampler: sampleSlices(effects), ledgers: ledgers[index]! };
      const recorder = recordStage(stage, index, { ...context, ...own });
      recorders[index] = recorder;
      return recorder;
    },
    epochBegan: () => {
      const totals = recorders.map((recorder) => recorder.totals());
      epochs.push({ startSeconds: effects.now(), totals });
    },
  };
  return { probe, recorders, epochs };
}

/** Pulls all outputs; a snapshot before the first and after each, thinned to a bounded number. */
async function drain(
  pull: () => unknown,
  snapshot: (outputCount: number) => Snapshot,
  { names, ...limits }: RunLimits & { readonly names: readonly string[] },
): Promise<readonly Snapshot[]> {
  let snapshots = [snapshot(0)];
  let stride = 1;
  const first = snapshots[0]!;
  const startSeconds = first.timeSeconds;
  let turnedAt = startSeconds;
  const unlessAborted = stopWaitingFor(limits.signal);
  for (let outputCount = 1; limits.maxOutputs === null || outputCount <= limits.maxOutputs; outputCount++) {
    const pulled = pull();
    const output = isPending(pulled) ? await unlessAborted(pulled) : pulled;
    if (output === end) break;
    if (outputCount % stride !== 0) continue;
    const latest = snapshot(outputCount);
    snapshots.push(latest);
    if (snapshots.length > maxSnapshots) {
      snapshots = snapshots.filter((_, index) => index % 2 === 0);
      stride *= 2;
    }
    const elapsedSeconds = latest.timeSeconds - startSeconds;
    if (limits.signal !== undefined && latest.timeSeconds - turnedAt >= turnEverySeconds) {
      await turnLoop();
      turnedAt = latest.timeSeconds;
    }
    limits.onOutput?.(outputCount, elapsedSeconds, () => liveStages(first, latest, names));
    if (limits.maxSeconds !== null && elapsedSeconds >= limits.maxSeconds) break;
    if (limits.signal?.aborted) break;
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
  meter: CostMeter,
  effects: ProfilerEffects,
): (outputCount: number) => Snapshot {
  const readRunQueue = runQueueReader(effects);
  const readDisk = diskReader(effects);
  return (outputCount) => {
    const timeSeconds = effects.now();
    const snapshot = {
      timeSeconds,
      outputCount,
      idleSeconds: effects.loopIdleSeconds(),
      cpuSeconds: effects.processCpuSeconds(),
      ...readRunQueue(timeSeconds),
      ...readDisk(timeSeconds),
      stages: recorders.map((recorder) => recorder.totals()),
    };
    meter.snapshotSeconds += effects.now() - timeSeconds;
    return snapshot;
  };
}

/** The scheduler is read no more often than this, in seconds: a reading takes about 4 us. */
const runQueueEverySeconds = 0.004;

function runQueueReader(
  effects: ProfilerEffects,
): (nowSeconds: number) => { readonly runQueueSeconds?: number } {
  let readAt = Number.NEGATIVE_INFINITY;
  let latest: { readonly runQueueSeconds?: number } = {};
  return (nowSeconds) => {
    if (nowSeconds - readAt < runQueueEverySeconds) return latest;
    readAt = nowSeconds;
    const schedule = effects.mainThreadSchedule();
    latest = schedule === null ? {} : { runQueueSeconds: schedule.runQueueSeconds };
    return latest;
  };
}

/** What the recorders of one run share. */
type RunContext = Omit<RecorderContext, "sampler" | "ledgers">;

function openContext(stageCount: number, effects: ProfilerEffects, notesCalls: boolean): RunContext {
  const continuations: ContinuationTracker = effects.trackContinuations(stageCount);
  return {
    now: effects.now,
    polls: watchPolls(effects),
    continuations,
    slices: createSliceLog(),
    ...(notesCalls && { calls: createSliceLog(maxTracedCalls) }),
    meter: createCostMeter(),
  };
}

const noCosts: EventCosts = { eventSeconds: 0, continuationSeconds: 0, continuationsBefore: 0 };

async function measureCosts(context: RunContext, plainSeconds: number): Promise<EventCosts> {
  const eventSeconds = measureEventSeconds({ ...context, meter: createCostMeter() });
  const continuationSeconds = await measureContinuationSeconds(context, plainSeconds);
  const continuationsBefore = context.continuations.eventCount?.() ?? 0;
  return { eventSeconds, continuationSeconds, continuationsBefore };
}
