import type { Change, ChangeKind, Refusal } from "../../model/prediction.ts";
import { mainDemands, mean, modelLimits, visitsOf } from "../model/model-limits.ts";
import type { ModelledPipeline, ModelledStage } from "../model/modelled-pipeline.ts";
import { threadChange } from "./change-model.ts";
import type { ChangeFacts, StageFacts } from "./stage-facts.ts";

/** Share of all demand below which a stage is not worth a change. */
const worthChanging = 0.01;
/** Share of the main thread's work from which giving a stage to threads is looked at. */
const worthThreads = 0.03;
/** Batch sizes are predicted within this factor of those that were timed. */
const furthestBatch = 4;
/** Elements that a queue is given, where it is given one. */
const queueSizes = [4, 16];

/** The changes that are looked at, and those that are refused. */
export interface ChangeList {
  readonly changes: readonly Change[];
  readonly refusals: readonly Refusal[];
}

/** Which changes of a modelled pipeline to predict. */
export function listChanges(model: ModelledPipeline, facts: ChangeFacts): ChangeList {
  const refusals: Refusal[] = [];
  const shares = mainDemands(model);
  const all = shares.reduce((sum, seconds) => sum + seconds, model.otherSeconds);
  const visits = visitsOf(model);
  const changes = model.stages.flatMap((stage, index) => {
    const known = facts.stages.find(({ name }) => name === stage.name);
    const share = all > 0 ? shares[index]! / all : 0;
    const isBusy = share > worthChanging || visits[index]! * mean(stage.awaySeconds) > worthChanging * all;
    return [
      ...(isBusy ? [change(stage, "free", null), change(stage, "faster", 2)] : []),
      ...(share > worthThreads || stage.place === "threads"
        ? threadChanges(stage, known, { model, facts, refusals })
        : []),
      ...(stage.place === "await" && stage.kind !== "source"
        ? [change(stage, "concurrent", 2 * stage.slotCount)]
        : []),
      ...queueChanges(stage, model.stages[index + 1]),
      ...(stage.kind === "batch" ? batchChanges(stage, known, { index, model, facts, refusals }) : []),
      ...(index > 0 && isBusyAbove(shares, index, all)
        ? cacheChanges(stage, { index, model, facts, refusals })
        : []),
    ];
  });
  return { changes, refusals };
}

/** What lists of changes are made with. */
interface Listing {
  readonly model: ModelledPipeline;
  readonly facts: ChangeFacts;
  readonly refusals: Refusal[];
}

function change(stage: ModelledStage, kind: ChangeKind, amount: number | null): Change {
  return { stage: stage.name, kind, amount };
}

function isBusyAbove(shares: readonly number[], index: number, all: number): boolean {
  return shares.slice(0, index + 1).reduce((sum, seconds) => sum + seconds, 0) > worthChanging * all;
}

/** Kinds that can run in threads. */
const threadable: ReadonlySet<string> = new Set(["map", "filter", "consume"]);

function threadChanges(
  stage: ModelledStage,
  known: StageFacts | undefined,
  { model, facts, refusals }: Listing,
): readonly Change[] {
  if (known === undefined || !threadable.has(known.kind) || stage.place === "await") return [];
  const cores = Math.max(1, model.coreCount ?? 1);
  const counts = [...new Set([1, 2, cores])].filter((count) => count <= cores);
  if (stage.place === "threads")
    return counts.filter((count) => count !== stage.threadCount).map((count) => threadChange(stage, count));
  const shipSeconds =
    known.threadCosts?.mainSeconds ??
    2 * facts.shipping.fixedSeconds + (known.inputBytes + known.outputBytes) * facts.shipping.secondsPerByte;
  if (shipSeconds >= mean(stage.mainSeconds)) {
    refusals.push({
      change: change(stage, "parallel", 1),
      reason: `shipping a call of "${stage.name}" to a thread takes the main thread ${milliseconds(shipSeconds)} ms, its work ${milliseconds(mean(stage.mainSeconds))} ms: the move cannot pay`,
    });
    return [];
  }
  return counts.map((count) => threadChange(stage, count));
}

/** A queue below a stage that waits, where there is none; a longer one where there is. */
function queueChanges(stage: ModelledStage, below: ModelledStage | undefined): readonly Change[] {
  if (stage.kind === "prefetch") return [change(stage, "prefetched", 4 * stage.size)];
  if (stage.place === "main" || below === undefined || below.kind === "prefetch") return [];
  return queueSizes.map((size) => change(stage, "prefetched", size));
}

function batchChanges(
  stage: ModelledStage,
  _known: StageFacts | undefined,
  { index, model, facts, refusals }: Listing & { readonly index: number },
): readonly Change[] {
  const below = model.stages.slice(index);
  const costs = below.map(({ name }) => facts.stages.find((known) => known.name === name)?.batchCost);
  const heaviest = mainDemands(model).slice(index);
  const isFitted = below.every((_, place) => costs[place] !== undefined || heaviest[place]! < 1e-5);
  const sizes = [stage.size / 2, 2 * stage.size, 4 * stage.size].filter(
    (size) => size >= 1 && Number.isInteger(size),
  );
  if (!isFitted) {
    refusals.push({
      change: change(stage, "batched", 2 * stage.size),
      reason: `one batch size says nothing of another: with --calibrate "${stage.name}" and what is below it are timed at several`,
    });
    return [];
  }
  const timed = costs.flatMap((cost) => (cost === undefined ? [] : cost.sizes));
  const [least, most] = [Math.min(...timed), Math.max(...timed)];
  return sizes
    .filter((size) => size >= least / furthestBatch && size <= most * furthestBatch)
    .map((size) => change(stage, "batched", size));
}

function cacheChanges(
  stage: ModelledStage,
  { index, model, facts, refusals }: Listing & { readonly index: number },
): readonly Change[] {
  // Stages that only pass elements on are not modelled, so the order is that of the pipeline.
  const above = model.stages.slice(0, index + 1).map(({ name }) => name);
  const random = facts.stages.find(({ name, isRandom }) => isRandom && above.includes(name));
  const isConsumer = facts.stages.some(({ name, kind }) => name === stage.name && kind === "consume");
  if (stage.kind === "prefetch") return [];
  if (!facts.isRepeated) return index < model.stages.length - 1 ? [] : onePass(stage, refusals);
  if (isConsumer) return [];
  if (random === undefined) return [change(stage, "cached", null)];
  refusals.push({
    change: change(stage, "cached", null),
    reason: `"${random.name}" gives different outputs for the same input: a cache below it would keep the first ones for ever`,
  });
  return [];
}

function onePass(stage: ModelledStage, refusals: Refusal[]): readonly Change[] {
  refusals.push({
    change: change(stage, "cached", null),
    reason:
      "the pipeline makes one pass over its source, and a cache pays from the second one on: give it .repeat()",
  });
  return [];
}

function milliseconds(seconds: number): string {
  return (1000 * seconds).toPrecision(2);
}

/** Work of a person that each kind of change takes; see `Prediction.effort`. */
export function effortOf({ kind }: Change): number {
  const efforts: Readonly<Record<ChangeKind, number>> = {
    ...{ concurrent: 1, prefetched: 1, batched: 1 },
    ...{ parallel: 2, cached: 2, allocated: 2, faster: 4, free: 8 },
  };
  return efforts[kind];
}

/** What binds a modelled pipeline, in words: the tightest limit, and the largest part of it. */
export function bindingOf(model: ModelledPipeline): string {
  const [tightest] = modelLimits(model);
  if (tightest === undefined) return "nothing that was measured";
  const { resource } = tightest;
  if (resource.startsWith("slots:")) return `the slots of "${resource.slice(6)}"`;
  if (resource.startsWith("threads:")) return `the threads of "${resource.slice(8)}"`;
  const shares = mainDemands(model);
  const largest = model.stages[shares.indexOf(Math.max(...shares))];
  const what = resource === "main" ? "the main thread" : "the cores";
  return largest === undefined || Math.max(...shares) <= model.otherSeconds
    ? `${what}, with what surrounds the stages`
    : `${what}, with "${largest.name}" as its largest part`;
}
