import type { BatchCost, Change } from "../../model/prediction.ts";
import { readCoreSpeed } from "../model/core-sharing.ts";
import { mean } from "../model/model-limits.ts";
import {
  type ModelledPipeline,
  type ModelledStage,
  replaceStage,
  scaleTimes,
} from "../model/modelled-pipeline.ts";
import { fewestSlotsPerThread, slotsPerThread } from "../model/slots-per-thread.ts";
import type { ThreadCosts } from "../run-record.ts";
import type { ChangeFacts, StageFacts } from "./stage-facts.ts";

/** The pipeline after a change, as the model sees it. */
export function changeModel(model: ModelledPipeline, change: Change, facts: ChangeFacts): ModelledPipeline {
  const amount = change.amount ?? 1;
  const replace = (by: (stage: ModelledStage) => ModelledStage): ModelledPipeline =>
    replaceStage(model, change.stage, by);
  switch (change.kind) {
    case "free":
      return replace(free);
    case "faster":
      return replace((stage) => scaleTimes(stage, 1 / amount));
    case "concurrent":
      return replace((stage) => ({ ...stage, slotCount: amount }));
    case "parallel":
      return besideThreads(
        replace((stage) =>
          inThreads(stage, { ...threadsAndSlots(change), coreCount: model.coreCount ?? 1 }, facts),
        ),
        change,
        facts,
      );
    case "batched":
      return batched(model, change, facts);
    case "cached":
      return belowCache(model, change.stage);
    case "prefetched":
      return withQueue(model, change.stage, amount);
    case "allocated":
      return (change.parts ?? []).reduce((changed, part) => changeModel(changed, part, facts), model);
  }
}

/** What a stage costs once its recorded outputs are replayed: nothing, on the main thread. */
function free(stage: ModelledStage): ModelledStage {
  return { ...stage, place: "main", mainSeconds: [0], awaySeconds: [] };
}

/** The change that gives a stage threads, with as many slots as keep them at work. */
export function threadChange(stage: ModelledStage, threadCount: number): Change {
  const slotCount = slotsPerThread(mean(workOf(stage))) * threadCount;
  return { stage: stage.name, kind: "parallel", amount: threadCount, slotCount };
}

/** Threads that a `parallel` change gives, and the slots that they share. */
export function threadsAndSlots({ amount, slotCount }: Change): {
  readonly threadCount: number;
  readonly slotCount: number;
} {
  const threadCount = amount ?? 1;
  return { threadCount, slotCount: slotCount ?? fewestSlotsPerThread * threadCount };
}

/** What a call of a stage takes apart from being shipped: in threads and in waits away from the main thread, else on it. */
function workOf({ place, mainSeconds, awaySeconds }: ModelledStage): readonly number[] {
  return place === "main" ? mainSeconds : awaySeconds;
}

/** A stage in threads. One that was on the main thread has to be shipped to: what both sides pay is worked out from its bytes. */
function inThreads(
  stage: ModelledStage,
  { threadCount, slotCount, coreCount }: ReturnType<typeof threadsAndSlots> & { readonly coreCount: number },
  { stages, shipping }: ChangeFacts,
): ModelledStage {
  if (stage.place === "threads") return { ...stage, threadCount, slotCount };
  const known = stages.find(({ name }) => name === stage.name);
  const moved: ModelledStage = { ...stage, place: "threads", threadCount, slotCount };
  if (known?.threadCosts !== undefined) {
    const { onAllCores } = known.threadCosts;
    const isCrowded = threadCount >= coreCount;
    return withCosts(moved, { ...known.threadCosts, ...(isCrowded && onAllCores) });
  }
  const { inputBytes = 0, outputBytes = 0 } = known ?? {};
  const shipSeconds = 2 * shipping.fixedSeconds + (inputBytes + outputBytes) * shipping.secondsPerByte;
  return {
    ...moved,
    mainSeconds: [shipSeconds],
    awaySeconds: workOf(stage).map((seconds) => seconds + shipSeconds),
  };
}

/** What all lose by the company of a stage's threads, where that was tried; the worst of several stages. */
function besideThreads(
  model: ModelledPipeline,
  { stage: own, amount }: Change,
  { stages }: ChangeFacts,
): ModelledPipeline {
  const tried = stages.find(({ name }) => name === own)?.threadCosts;
  if (tried === undefined) return model;
  const { companyRatio = 1 } = tried;
  const { onCoreShare, coreSpeed = 1, reading = "likely" } = model;
  const isFirst = model.stages.every(({ name, place }) => name === own || place !== "threads");
  const speed = readCoreSpeed(tried.coreSpeed, reading);
  const crowded = (amount ?? 1) >= (model.coreCount ?? 1) ? tried.onAllCores : undefined;
  const shares = [crowded?.onCoreShare ?? tried.onCoreShare, isFirst ? undefined : onCoreShare].filter(
    isDefined,
  );
  const allShares = [tried.onAllCores?.coresShare, isFirst ? undefined : model.allCoresShare].filter(
    isDefined,
  );
  const { onCoreShare: _, allCoresShare: __, ...rest } = model;
  return {
    ...rest,
    stages: model.stages.map((stage) =>
      stage.name === own || stage.place !== "main" ? stage : scaleTimes(stage, 1 / companyRatio),
    ),
    coreSpeed: isFirst ? speed : Math.min(speed, coreSpeed),
    ...(shares.length > 0 && { onCoreShare: Math.min(...shares) }),
    ...(allShares.length > 0 && { allCoresShare: Math.min(...allShares) }),
  };
}

function isDefined(value: number | undefined): value is number {
  return value !== undefined;
}

/** Of a stage that was tried in threads its costs there are known; from call to call they vary as they did in the run. */
function withCosts(
  { aloneRatio: _, ...stage }: ModelledStage,
  { threadSeconds, mainSeconds }: ThreadCosts,
): ModelledStage {
  const work = stage.mainSeconds;
  const inRun = mean(work);
  return {
    ...stage,
    mainSeconds: [mainSeconds],
    awaySeconds: inRun > 0 ? work.map((seconds) => (seconds * threadSeconds) / inRun) : [threadSeconds],
  };
}

/** Batches of another size: every stage from the batch on takes what its fit says. */
function batched(model: ModelledPipeline, change: Change, { stages }: ChangeFacts): ModelledPipeline {
  const index = model.stages.findIndex(({ name }) => name === change.stage);
  const before = model.stages[index];
  if (before === undefined || change.amount === null) return model;
  const size = change.amount;
  const ratio = size / before.size;
  return {
    ...model,
    // What surrounds an output is the work of passing its examples on.
    otherSeconds: model.otherSeconds * ratio,
    stages: model.stages.map((stage, place) => {
      if (place < index) return stage;
      const facts = stages.find(({ name }) => name === stage.name);
      return {
        ...resized(stage, facts, { size, ratio, before: before.size }),
        size: place === index ? size : stage.size,
      };
    }),
  };
}

function resized(
  stage: ModelledStage,
  facts: StageFacts | undefined,
  { size, ratio, before }: { readonly size: number; readonly ratio: number; readonly before: number },
): ModelledStage {
  const factor =
    facts?.batchCost === undefined ? ratio : costAt(facts.batchCost, size) / costAt(facts.batchCost, before);
  const scaled = scaleTimes(stage, factor);
  return stage.outputsPerCall > 1 ? { ...scaled, outputsPerCall: stage.outputsPerCall * ratio } : scaled;
}

/** Seconds of a call on a batch of a size, by its fit. */
export function costAt({ fixedSeconds, secondsPerElement }: BatchCost, size: number): number {
  return fixedSeconds + size * secondsPerElement;
}

/** What is left once the outputs of a stage come out of memory. */
function belowCache(model: ModelledPipeline, stageName: string): ModelledPipeline {
  const index = model.stages.findIndex(({ name }) => name === stageName);
  const cached = model.stages[index];
  if (cached === undefined) return model;
  const source: ModelledStage = {
    ...free(cached),
    kind: "source",
    slotCount: 1,
    threadCount: 0,
    outputsPerCall: 1,
  };
  return { ...model, stages: [source, ...model.stages.slice(index + 1)] };
}

function withQueue(model: ModelledPipeline, stageName: string, size: number): ModelledPipeline {
  const index = model.stages.findIndex(({ name }) => name === stageName);
  const stage = model.stages[index];
  if (stage === undefined) return model;
  if (stage.kind === "prefetch")
    return replaceStage(model, stageName, (queue) => ({ ...queue, size, slotCount: size }));
  const queue: ModelledStage = {
    ...{ name: `${stageName} ahead`, kind: "prefetch", place: "main", size, slotCount: size },
    ...{ threadCount: 0, outputsPerCall: 1, mainSeconds: [], awaySeconds: [] },
  };
  return { ...model, stages: model.stages.toSpliced(index + 1, 0, queue) };
}
