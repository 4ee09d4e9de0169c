import type { BatchCost, Change } from "../../model/prediction.ts";
import {
  type ModelledPipeline,
  type ModelledStage,
  replaceStage,
  scaleTimes,
} from "../model/modelled-pipeline.ts";
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
      return replace((stage) => inThreads(stage, amount, facts));
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

/** Slots per thread: one call is under way while the next one waits in the thread's queue. */
export const slotsPerThread = 2;

/** A stage in threads. One that was on the main thread has to be shipped to: what both sides pay is worked out from its bytes. */
function inThreads(
  stage: ModelledStage,
  threadCount: number,
  { stages, shipping }: ChangeFacts,
): ModelledStage {
  const slotCount = slotsPerThread * threadCount;
  if (stage.place === "threads") return { ...stage, threadCount, slotCount };
  const { inputBytes = 0, outputBytes = 0 } = stages.find(({ name }) => name === stage.name) ?? {};
  const shipSeconds = 2 * shipping.fixedSeconds + (inputBytes + outputBytes) * shipping.secondsPerByte;
  const work = stage.place === "await" ? stage.awaySeconds : stage.mainSeconds;
  return {
    ...stage,
    ...{ place: "threads", threadCount, slotCount },
    mainSeconds: [shipSeconds],
    awaySeconds: work.map((seconds) => seconds + shipSeconds),
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
