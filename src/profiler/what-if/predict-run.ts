import type { Bottleneck } from "../../model/pipeline-profile.ts";
import type { Advice, BatchCost, Change, ModelFit, Prediction, Refusal } from "../../model/prediction.ts";
import { examplesIn } from "../demands.ts";
import { leastEven } from "../even-cores.ts";
import { isCensored } from "../model/away-times.ts";
import { type ModelSource, modelOfRun, runningShare } from "../model/model-of-run.ts";
import type { ModelledPipeline } from "../model/modelled-pipeline.ts";
import type { RunRecord, Window } from "../run-record.ts";
import { advise } from "./advise.ts";
import { allocateCores } from "./allocate-cores.ts";
import { listChanges } from "./list-changes.ts";
import { openPredictor, type PredictedRun } from "./predict-changes.ts";
import { type ChangeFacts, stageFacts } from "./stage-facts.ts";

/** A run, its steady part, and what was measured beside it. */
export interface RunToPredict extends ModelSource {
  readonly bottleneck: Bottleneck;
  /** What calls on batches cost, by stage, where that was fitted. */
  readonly batchCosts?: ReadonlyMap<string, BatchCost>;
}

/** All that is predicted of a run. */
export interface RunPredictions {
  /** By falling gain per effort. */
  readonly predictions: readonly Prediction[];
  readonly refusals: readonly Refusal[];
  readonly advice: Advice;
  readonly modelFit: ModelFit;
}

/** Why a change whose simulation has no throughput is not predicted. */
const leavesNothing = "the run is too short, or nothing measured would limit throughput any more";

/** Predicts what each change would give. */
export function predictRun(source: RunToPredict): RunPredictions {
  const run = predictedRun(source);
  const { changes, refusals } = listChanges(run.likely, run.facts);
  const { fit, predict } = openPredictor(run);
  const threadable = changes.filter(({ kind }) => kind === "parallel").map(({ stage }) => stage);
  const allocation = allocateCores(run.likely, [...new Set(threadable)], run.facts);
  const all = [...changes, ...(allocation === null || isTheSame(allocation, changes) ? [] : [allocation])];
  const made = all.map(predict);
  const predictions = made.filter(isNumber).filter(isTelling).sort(byGainPerEffort);
  const undefinedOnes = made.filter((prediction) => !isNumber(prediction));
  const consumers = new Set(
    source.record.stages.filter(({ kind }) => kind === "consume").map(({ name }) => name),
  );
  return {
    predictions,
    refusals: [...refusals, ...undefinedOnes.map(({ change }) => ({ change, reason: leavesNothing }))],
    advice: advise(predictions, source.bottleneck, consumers),
    modelFit: fit,
  };
}

/** Predicts the given changes of a run and no others, in their order. */
export function predictThese(source: RunToPredict, changes: readonly Change[]): readonly Prediction[] {
  return changes.map(openPredictor(predictedRun(source)).predict);
}

function predictedRun(source: RunToPredict): PredictedRun {
  const { record, steady, batchCosts = new Map() } = source;
  const likely = modelOfRun(source);
  const isKnown = !record.stages.some(({ aways, worker }) => aways && !worker && isCensored(aways));
  const exampleCount = examplesIn(steady, record.stages);
  const facts: ChangeFacts = {
    stages: stageFacts(record.stages, steady, batchCosts),
    shipping: record.shipping ?? { fixedSeconds: 0, secondsPerByte: 0 },
    examplesPerOutput: exampleCount / Math.max(1, steady.outputCount),
    exampleCount: examplesInPass(record),
    isRepeated: record.stages.some(({ kind }) => kind === "repeat"),
  };
  const isShared = (likely.coreSpeed ?? 1) < 1 || (likely.onCoreShare ?? 1) < 1;
  const isTimedAlone = record.stages.some(({ alone }) => alone !== undefined);
  const as = (reading: "short" | "long"): ModelledPipeline =>
    isKnown && !isShared && !isTimedAlone ? likely : modelOfRun(source, reading);
  return {
    likely,
    short: as("short"),
    long: as("long"),
    watched: { ...likely, otherSeconds: likely.otherSeconds + likely.watchingSeconds },
    measuredOutputsPerSecond: steady.outputCount / runningSeconds(steady, record.othersShare),
    examplesPerSecond: exampleCount / steady.wallSeconds,
    outputCount: steady.outputCount,
    runningShare: leastRunningShare(steady),
    slowestCoreSpeed: unevenSpeed(record),
    facts,
  };
}

/** Wall time less that in which the main thread had work and other programs its core. What it waited for threads of its own is the pipeline's. */
export function runningSeconds(
  { wallSeconds, idleSeconds, runQueueSeconds = 0 }: Window,
  othersShare = 1,
): number {
  const waitedSeconds = othersShare * Math.min(runQueueSeconds, wallSeconds - idleSeconds);
  return Math.max(0.02 * wallSeconds, wallSeconds - waitedSeconds);
}

function unevenSpeed({ slowestCoreSpeed = 1 }: RunRecord): number {
  return slowestCoreSpeed < leastEven ? slowestCoreSpeed : 1;
}

/** The share of the main thread, or of the threads of the stage that waited most for a core. */
function leastRunningShare(steady: Window): number {
  const ofThreads = steady.stages.map(({ workerCpuSeconds, workerRunQueueSeconds }) => {
    const runnable = workerCpuSeconds + workerRunQueueSeconds;
    return runnable > 0 ? Math.max(0.02, workerCpuSeconds / runnable) : 1;
  });
  return Math.min(runningShare(steady), ...ofThreads);
}

/** Elements that left the source in one pass. */
function examplesInPass({ stages, snapshots, epochTotals }: RunRecord): number {
  const all = snapshots.at(-1)?.stages[0]?.outputCount ?? 0;
  const passCount = Math.max(1, stages.some(({ kind }) => kind === "cache") ? 1 : (epochTotals?.length ?? 1));
  return Math.round(all / passCount);
}

function isTheSame({ parts = [] }: Change, changes: readonly Change[]): boolean {
  const [only] = parts;
  return (
    parts.length === 1 &&
    changes.some(
      ({ stage, kind, amount }) => only?.stage === stage && only.kind === kind && only.amount === amount,
    )
  );
}

/** Whether a prediction has a value at all: the model of a very short run may have none. */
function isNumber({ examplesPerSecond: { center, low, high } }: Prediction): boolean {
  return [center, low, high].every(Number.isFinite);
}

/** Options that move nothing are left out; what a stage itself costs is always told. */
function isTelling({ change, speedup }: Prediction): boolean {
  const isOption =
    change.kind === "prefetched" || change.kind === "concurrent" || change.kind === "allocated";
  return !isOption || Math.abs(speedup - 1) > 0.01;
}

function byGainPerEffort(a: Prediction, b: Prediction): number {
  return (
    (b.gainPerEffort ?? 0) - (a.gainPerEffort ?? 0) ||
    b.speedup - a.speedup ||
    a.change.stage.localeCompare(b.change.stage, "en")
  );
}
