import type { Estimate } from "../model/estimate.ts";
import type {
  PipelineProfile,
  RunSummary,
  ServiceQuantiles,
  StageProfile,
} from "../model/pipeline-profile.ts";
import { bootstrapRatio } from "../stats/bootstrap.ts";
import { quantile } from "../stats/quantiles.ts";
import { bottleneckOf } from "./bottleneck.ts";
import { boundsOf } from "./bounds.ts";
import type { Calibrated } from "./calibrate/calibrate-stages.ts";
import { type Demands, demandsOf, diskDemand, examplesIn, slotCountOf } from "./demands.ts";
import { diskUseFrom } from "./disk-use.ts";
import { gcSecondsByStage } from "./gc-by-stage.ts";
import { brokenIdentities } from "./identities.ts";
import { measuredFindings } from "./measured-findings.ts";
import { measuredRun } from "./measured-run.ts";
import { measuredStage } from "./measured-stage.ts";
import type { ModelSource } from "./model/model-of-run.ts";
import { occupancyOf } from "./occupancy.ts";
import { runFindings } from "./run-findings.ts";
import { type RunRecord, type StageRecord, sumWindows, type Window } from "./run-record.ts";
import { cacheFilledAt, type SteadyPart, steadyPartOf } from "./steady.ts";
import { predictRun } from "./what-if/predict-run.ts";

/**
 * From the raw record of a run to its profile: cut off warm-up, sum what is left, check that it adds up, bound, blame,
 * predict. A run that contradicts itself predicts nothing.
 */
export function summarizeRun(measured: RunRecord, calibrated?: Calibrated): PipelineProfile {
  const record = calibrated === undefined ? measured : withAloneTimes(measured, calibrated);
  const part = steadyPartOf(record.snapshots, cacheFilledAt(record));
  const steady = sumWindows(part.windows, record.stages.length);
  const disk = diskUseFrom(record, part.fromIndex);
  const demands = { ...demandsOf(steady, record.stages, record.coreCount), ...diskDemand(disk) };
  const bounds = boundsOf(demands);
  const gcSeconds = gcOf(record, part);
  const run = { ...summarizeWhole(record, part, { steady, demands, gcSeconds }), disk };
  const stages = record.stages.map((stage, index) =>
    summarizeStage(stage, index, { record, part, steady, demands, gcSeconds }),
  );
  const broken = brokenIdentities(steady, record.stages, bounds);
  const bottleneck = bottleneckOf(demands, bounds);
  const predicted =
    broken.length > 0
      ? { predictions: [] }
      : predictRun({
          ...spanOf(record, part, steady),
          bottleneck,
          ...(calibrated && { batchCosts: calibrated.batchCosts }),
        });
  return {
    pipeline: record.pipeline,
    run,
    stages,
    bounds,
    bottleneck,
    ...predicted,
    ...(calibrated && { calibrations: calibrated.calibrations }),
    findings: [...broken, ...runFindings(run, stages, record.stages), ...measuredFindings({ run, stages })],
  };
}

/** The record with what calls take alone from a calibration, which has more of them than the run itself. */
function withAloneTimes(record: RunRecord, { alone, sharing, inThreads }: Calibrated): RunRecord {
  const stages = record.stages.map((stage) => {
    const [costs, threadCosts] = [alone.get(stage.name), inThreads.get(stage.name)];
    const tried = { ...stage, ...(threadCosts && { threadCosts }) };
    if (costs === undefined) return tried;
    const { awaySeconds, turnCount } = costs;
    return {
      ...tried,
      alone: costs,
      ...(awaySeconds && { aloneSeconds: awaySeconds }),
      ...(turnCount !== undefined && { turnCount }),
    };
  });
  return { ...record, stages, ...sharing };
}

/** The steady part of a run, as a model is made of it. */
function spanOf(record: RunRecord, part: SteadyPart, steady: Window): ModelSource {
  const fromSeconds = record.snapshots[part.fromIndex]?.timeSeconds ?? 0;
  return { record, steady, fromSeconds, toSeconds: record.snapshots.at(-1)?.timeSeconds ?? 0 };
}

/** The steady part of a run, to be predicted from. */
export function steadySourceOf(record: RunRecord): ModelSource {
  const part = steadyPartOf(record.snapshots, cacheFilledAt(record));
  return spanOf(record, part, sumWindows(part.windows, record.stages.length));
}

/** What summaries are made of. */
interface Facts {
  readonly steady: Window;
  readonly demands: Demands;
  /** Garbage collection by stage, then the rest, in seconds. */
  readonly gcSeconds: { readonly byStage: readonly number[]; readonly total: number };
}

function summarizeWhole(
  record: RunRecord,
  part: SteadyPart,
  { steady, demands, gcSeconds }: Facts,
): RunSummary {
  const { wallSeconds, outputCount } = steady;
  const exampleCount = examplesIn(steady, record.stages);
  const audioSeconds = Math.max(0, ...steady.stages.map((totals) => totals.audioSeconds));
  const runSeconds = (record.snapshots.at(-1)?.timeSeconds ?? 0) - (record.snapshots[0]?.timeSeconds ?? 0);
  return {
    exampleCount,
    outputCount,
    wallSeconds,
    examplesPerSecond: exampleCount / wallSeconds,
    examplesPerSecondEstimate: throughputEstimate(part.windows, record.stages),
    outputsPerSecond: outputCount / wallSeconds,
    audioSecondsPerSecond: record.stages.some((stage) => stage.hasDuration)
      ? audioSeconds / wallSeconds
      : null,
    steadyFromExample: part.fromOutput,
    isSteady: part.isSteady,
    warmUpSeconds: part.warmUpSeconds,
    overheadShare: record.overheadShare,
    runQueueShare:
      record.schedule === null ? null : Math.min(1, record.schedule.runQueueSeconds / runSeconds),
    idleShare: Math.min(1, Math.max(0, steady.idleSeconds / wallSeconds)),
    gcSeconds: gcSeconds.total,
    otherBusySeconds: demands.otherSeconds * outputCount,
    ...measuredRun(record, epochsOf(record)),
  };
}

function throughputEstimate(windows: readonly Window[], stages: readonly StageRecord[]): Estimate {
  const interval = bootstrapRatio(
    windows.map((window) => examplesIn(window, stages)),
    windows.map((window) => window.wallSeconds),
  );
  return { ...interval, confidenceLevel: 0.95, method: "bootstrap", observationCount: windows.length };
}

function summarizeStage(
  stage: StageRecord,
  index: number,
  { record, part, steady, gcSeconds }: Facts & { readonly record: RunRecord; readonly part: SteadyPart },
): StageProfile {
  const totals = steady.stages[index]!;
  const occupancy = occupancyOf(record, index);
  const { wallSeconds } = steady;
  const slotSeconds = wallSeconds * slotCountOf(stage);
  return {
    name: stage.name,
    kind: stage.kind,
    concurrency: stage.concurrency,
    callCount: totals.callCount,
    inputCount: stage.kind === "source" ? 0 : totals.inputCount,
    outputCount: totals.outputCount,
    visitRatio: totals.callCount / Math.max(1, steady.outputCount),
    busySeconds: totals.busySeconds,
    cpuSeconds: onCpu(totals.busySeconds, record),
    starvedSeconds: stage.kind === "source" ? 0 : totals.starvedSeconds,
    backPressuredSeconds: Math.max(0, slotSeconds - totals.holdSeconds - totals.starvedSeconds),
    holdSeconds: totals.holdSeconds,
    eventLoopWaitSeconds: totals.loopWaitSeconds,
    gcSeconds: gcSeconds.byStage[index] ?? 0,
    serviceSeconds: { quantiles: holdQuantiles(stage, part) },
    examplesPerSecond: totals.outputCount / wallSeconds,
    audioSecondsPerSecond: stage.hasDuration ? totals.audioSeconds / wallSeconds : null,
    bytesPerSecond: totals.byteCount / wallSeconds,
    utilization: Math.min(1, totals.holdSeconds / slotSeconds),
    contract: stage.contract,
    ...measuredStage(stage, totals),
    ...(occupancy && { occupancy }),
  };
}

/** Busy time without the share in which the main thread waited for a core. */
function onCpu(busySeconds: number, { schedule }: RunRecord): number | null {
  if (schedule === null) return null;
  const runnable = schedule.onCpuSeconds + schedule.runQueueSeconds;
  return runnable > 0 ? busySeconds * (schedule.onCpuSeconds / runnable) : busySeconds;
}

/** Quantiles over the calls after warm-up. */
function holdQuantiles(stage: StageRecord, part: SteadyPart): ServiceQuantiles | null {
  const before =
    part.warmUpSeconds /
    (part.warmUpSeconds + part.windows.reduce((sum, window) => sum + window.wallSeconds, 0));
  const holds = stage.holdsSeconds.slice(Math.floor(before * stage.holdsSeconds.length));
  if (holds.length === 0) return null;
  const sorted = [...holds].sort((a, b) => a - b);
  return { "0.05": quantile(sorted, 0.05), "0.5": quantile(sorted, 0.5), "0.95": quantile(sorted, 0.95) };
}

function gcOf(record: RunRecord, part: SteadyPart): Facts["gcSeconds"] {
  const fromSeconds = record.snapshots[part.fromIndex]?.timeSeconds ?? 0;
  const toSeconds = record.snapshots.at(-1)?.timeSeconds ?? 0;
  const pauses = record.gcPauses.filter(
    ({ startSeconds }) => startSeconds >= fromSeconds && startSeconds <= toSeconds,
  );
  return {
    byStage: gcSecondsByStage(pauses, record.slices, record.stages.length),
    total: pauses.reduce((sum, pause) => sum + pause.durationSeconds, 0),
  };
}

function epochsOf(record: RunRecord): RunSummary["epochs"] {
  const endSeconds = record.snapshots.at(-1)?.timeSeconds ?? 0;
  return record.epochStartsSeconds.map((startSeconds, index) => {
    const nextSeconds = record.epochStartsSeconds[index + 1] ?? endSeconds;
    const outputCount = record.snapshots.filter(
      ({ timeSeconds }) => timeSeconds > startSeconds && timeSeconds <= nextSeconds,
    ).length;
    return { index, wallSeconds: nextSeconds - startSeconds, outputCount };
  });
}
