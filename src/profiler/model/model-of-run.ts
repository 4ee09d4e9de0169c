import { seededRandom } from "../../stats/random.ts";
import type { RunRecord, Slice, StageRecord, StageTotals, Window } from "../run-record.ts";
import { awayTimes, type Reading } from "./away-times.ts";
import { readCoreSpeed, speedOfRunnable } from "./core-sharing.ts";
import { mean } from "./model-limits.ts";
import type { ModelledPipeline, ModelledStage, Place } from "./modelled-pipeline.ts";
import { aloneRatioOf, aloneTimes, busyThreadRatio, least, noShorterThanAlone } from "./times-alone.ts";

/** The steady part of a run, as a model is made of it. */
export interface ModelSource {
  readonly record: RunRecord;
  readonly steady: Window;
  /** When the steady part began and ended, in seconds. */
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

/** A modelled pipeline as it would run by itself, and what watching it took. */
export interface WatchedPipeline extends ModelledPipeline {
  /** Main-thread time of the profiler per output, in seconds: in `otherSeconds` it is left out. */
  readonly watchingSeconds: number;
}

/** Calls of a stage whose times are replayed at most. */
const mostTimes = 2000;
/** Steps of a wait at most: beyond, what happens between them hardly matters. */
const mostSteps = 32;

/**
 * The pipeline of a run as the model sees it: the service times of its calls as they were measured, in order, less the share in
 * which the main thread waited for a core. Of a repeated pipeline whose cache is full, only what is below the cache.
 */
export function modelOfRun(source: ModelSource, reading: Reading = "likely"): WatchedPipeline {
  const { record, steady } = source;
  const coreSpeed = readCoreSpeed(record.coreSpeed ?? 1, reading);
  const isSaturated = steady.idleSeconds < 0.1 * steady.wallSeconds;
  const speeds = speedsInRun(steady, record.coreCount, coreSpeed);
  const share = runningShare(steady, foreignShare(record)) * speeds.main;
  const times = mainTimes(source);
  const busySeconds = steady.stages.reduce((sum, totals) => sum + totals.busySeconds, 0);
  const outside = Math.max(0, steady.wallSeconds - steady.idleSeconds - busySeconds);
  const watching = Math.min(outside, record.overheadShare * steady.wallSeconds);
  const stages = record.stages.flatMap((stage, index) => {
    const totals = steady.stages[index];
    if (totals === undefined || isPassive(stage, totals)) return [];
    return [
      modelledStage(afterWarmUp(stage, source), {
        totals,
        share,
        threadSpeed: speeds.threads,
        reading,
        isSaturated,
        times: times[index] ?? [],
      }),
    ];
  });
  return {
    stages,
    otherSeconds: ((outside - watching) * share) / Math.max(1, steady.outputCount),
    watchingSeconds: (watching * share) / Math.max(1, steady.outputCount),
    coreCount: record.coreCount,
    coreSpeed,
    ...(record.onCoreShare !== undefined && { onCoreShare: record.onCoreShare }),
    reading,
  };
}

/** How fast the main thread and the threads of stages were in the run, with one another's company on the cores. */
function speedsInRun(
  { wallSeconds, idleSeconds, stages }: Window,
  coreCount: number,
  coreSpeed: number,
): { readonly main: number; readonly threads: number } {
  const busyThreads = stages.reduce((sum, { workerBusySeconds }) => sum + workerBusySeconds, 0) / wallSeconds;
  const mainShare = 1 - idleSeconds / wallSeconds;
  const speed = (runnable: number): number =>
    speedOfRunnable(Math.min(coreCount, Math.max(1, runnable)), { coreCount, coreSpeed });
  return { main: speed(1 + busyThreads), threads: speed(Math.max(1, busyThreads) + mainShare) };
}

/** Without the times away of the calls before the steady part. */
function afterWarmUp(stage: StageRecord, { record, fromSeconds, toSeconds }: ModelSource): StageRecord {
  if (stage.aways === undefined) return stage;
  const { lowSeconds, highSeconds } = stage.aways;
  const startSeconds = record.snapshots[0]?.timeSeconds ?? fromSeconds;
  const share = (fromSeconds - startSeconds) / Math.max(1e-9, toSeconds - startSeconds);
  const first = Math.min(lowSeconds.length - 1, Math.floor(share * lowSeconds.length));
  return {
    ...stage,
    aways: { lowSeconds: lowSeconds.slice(first), highSeconds: highSeconds.slice(first) },
  };
}

/** Share of the main thread's active time that it was not kept waiting for a core, 0..1; of the waiting, `waitShare` counts. */
export function runningShare(
  { wallSeconds, idleSeconds, runQueueSeconds = 0 }: Window,
  waitShare = 1,
): number {
  const activeSeconds = wallSeconds - idleSeconds;
  const waitedSeconds = waitShare * Math.min(runQueueSeconds, activeSeconds);
  return activeSeconds > 0 ? Math.max(0.02, 1 - waitedSeconds / activeSeconds) : 1;
}

/**
 * Of the time in which the main thread waited for a core, the share to be taken out of its times: all where the model has threads, which will make
 * it wait again; else that of other programs, for threads of the system that read files are not modelled.
 */
function foreignShare({ stages, othersShare = 1 }: RunRecord): number {
  const hasThreads = stages.some(
    ({ worker, alone }) => worker !== undefined || alone?.poolShare !== undefined,
  );
  return hasThreads ? 1 : othersShare;
}

/** Stages that only pass elements on, and those that did nothing in the steady part: what is above a full cache. */
function isPassive({ kind }: StageRecord, totals: Readonly<StageTotals>): boolean {
  if (kind === "prefetch") return totals.outputCount === 0;
  return kind === "cache" || kind === "repeat" || totals.callCount === 0;
}

/** What a modelled stage is made of. */
interface Parts {
  readonly totals: Readonly<StageTotals>;
  readonly share: number;
  /** Speed of threads in the run, relative to one that is alone. */
  readonly threadSpeed: number;
  readonly reading: Reading;
  /** Whether the main thread had next to no idle time. */
  readonly isSaturated: boolean;
  /** Main-thread times of its calls, in order. */
  readonly times: readonly number[];
}

function modelledStage(stage: StageRecord, parts: Parts): ModelledStage {
  const { totals, share } = parts;
  const place = placeOf(stage);
  const callsPerInput = stage.kind === "flatMap" || stage.kind === "unbatch" ? perInput(totals) : 1;
  const poolShare = stage.alone?.poolShare;
  const inRun = noShorterThanAlone(
    stage,
    mainSeconds(place, parts, callsPerInput),
    place === "main" ? share : 1,
  );
  // Where work is handed to the system's threads they take the main thread's core: what it waits there is no work of its own.
  const main =
    poolShare === undefined && stepsOf(stage) === 1 ? inRun : least(inRun, stage.alone?.mainSeconds);
  const away = place === "main" ? [] : awaySeconds(stage, parts, share);
  const aloneRatio =
    place === "main"
      ? aloneRatioOf(stage, main, parts.reading)
      : place === "threads"
        ? busyThreadRatio(stage, away)
        : 1;
  const stepCount = place === "await" ? stepsOf(stage) : 1;
  return {
    name: stage.name,
    kind: kindOf(stage),
    place,
    slotCount: stage.concurrency,
    threadCount: stage.worker?.threadCount ?? 0,
    size: stage.kind === "batch" ? batchSize(stage, totals) : (stage.size ?? stage.concurrency),
    outputsPerCall: outputsPerCall(stage, totals),
    mainSeconds: main,
    awaySeconds: away,
    ...(stepCount > 1 && { stepCount }),
    ...(poolShare !== undefined && { poolShare }),
    ...(aloneRatio < 1 && { aloneRatio }),
  };
}

/** Steps of a call that waits: one for each turn of the event loop in which it comes back. */
function stepsOf({ turnCount = 1 }: StageRecord): number {
  return Math.max(1, Math.min(mostSteps, Math.round(turnCount)));
}

function placeOf({ worker, isAsynchronous, kind }: StageRecord): Place {
  if (worker !== undefined) return "threads";
  return isAsynchronous && kind !== "flatMap" ? "await" : "main";
}

function kindOf({ kind }: StageRecord): ModelledStage["kind"] {
  if (kind === "source" || kind === "batch" || kind === "prefetch") return kind;
  return "call";
}

function perInput({ callCount, inputCount }: Readonly<StageTotals>): number {
  return inputCount > 0 ? Math.max(1, callCount / inputCount) : 1;
}

/** Elements in a batch as they came: the last one of a pass may not be full. */
function batchSize({ size = 1 }: StageRecord, { inputCount, callCount }: Readonly<StageTotals>): number {
  return callCount > 0 && Math.abs(inputCount / callCount / size - 1) > 0.1
    ? Math.max(1, Math.round(inputCount / callCount))
    : size;
}

function outputsPerCall({ kind }: StageRecord, totals: Readonly<StageTotals>): number {
  if (kind === "flatMap" || kind === "unbatch") return totals.outputCount / Math.max(1, totals.inputCount);
  return kind === "filter" ? Math.min(1, totals.outputCount / totals.callCount) : 1;
}

/** Of a synchronous stage, each call; of another, what surrounds its waits, as a mean. */
function mainSeconds(
  place: Place,
  { totals, share, times }: Parts,
  callsPerInput: number,
): readonly number[] {
  if (place !== "main" || times.length === 0) {
    return [((totals.busySeconds * share) / Math.max(1, totals.callCount)) * callsPerInput];
  }
  const grouped = callsPerInput === 1 ? times : inGroups(times, Math.round(callsPerInput));
  // Continuations and calls that were not kept count too: the mean is that of all.
  const mean = (totals.busySeconds / totals.callCount) * callsPerInput * share;
  const kept = grouped.reduce((sum, seconds) => sum + seconds, 0) / grouped.length;
  return grouped.map((seconds) => (kept > 0 ? (seconds * mean) / kept : mean));
}

function inGroups(values: readonly number[], size: number): readonly number[] {
  const sums: number[] = [];
  for (let start = 0; start + size <= values.length; start += size) {
    sums.push(values.slice(start, start + size).reduce((sum, value) => sum + value, 0));
  }
  return sums.length > 0 ? sums : values;
}

function awaySeconds(
  stage: StageRecord,
  { totals, reading, threadSpeed, isSaturated }: Parts,
  share: number,
): readonly number[] {
  if (stage.aways === undefined) {
    return [Math.max(0, totals.holdSeconds - totals.loopWaitSeconds) / Math.max(1, totals.callCount)];
  }
  const mainSeconds = (totals.busySeconds * share) / Math.max(1, totals.callCount);
  const aloneSeconds = aloneTimes(
    stage,
    Math.min(mainSeconds, mean(stage.alone?.mainSeconds ?? [mainSeconds])),
  );
  if (stage.alone?.poolShare !== undefined && aloneSeconds.length > 0) return aloneSeconds;
  const times = awayTimes(stage.aways, { reading, random: seededRandom(7), aloneSeconds });
  // A call of several steps, as reading a file is, waits for a busy main thread at each of them: alone it would not have.
  if ((isSaturated || stepsOf(stage) > 1) && reading !== "long" && aloneSeconds.length > 0) {
    return times.map((seconds, index) => Math.min(seconds, aloneSeconds[index % aloneSeconds.length]!));
  }
  if (stage.worker === undefined) return times;
  const { workerCpuSeconds, workerRunQueueSeconds } = totals;
  const runnable = workerCpuSeconds + workerRunQueueSeconds;
  const running = runnable > 0 ? Math.max(share / 4, workerCpuSeconds / runnable) : 1;
  return times.map((seconds) => seconds * running * threadSpeed);
}

/** Main-thread times of the calls of each stage in the steady part, in order; of many, every so-many-th. */
function mainTimes({ record, fromSeconds, toSeconds }: ModelSource): readonly (readonly number[])[] {
  const times: number[][] = record.stages.map(() => []);
  const isSteady = ({ startSeconds }: Slice): boolean =>
    startSeconds >= fromSeconds && startSeconds < toSeconds;
  for (const slice of record.slices) {
    if (isSteady(slice)) times[slice.stageIndex]?.push(slice.endSeconds - slice.startSeconds);
  }
  return times.map((values) => values.slice(-mostTimes));
}
