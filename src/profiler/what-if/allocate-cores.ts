import type { Change } from "../../model/prediction.ts";
import { modelLimits } from "../model/model-limits.ts";
import type { ModelledPipeline } from "../model/modelled-pipeline.ts";
import { changeModel, threadChange } from "./change-model.ts";
import type { ChangeFacts } from "./stage-facts.ts";

/** The least that another thread has to add, as a ratio, to be worth its memory. */
const worthThread = 0.03;
/** Slots are given until their limit is this far from the tightest of the others. */
const slotMargin = 1.5;
const mostSlots = 64;

/**
 * The best shares of the cores: threads for the stages that can run in them, one at a time where it lifts the tightest limit most, as
 * long as there are cores; and slots for the stages that wait, which cost no core. Null when nothing is better than what there is.
 */
export function allocateCores(
  model: ModelledPipeline,
  candidates: readonly string[],
  facts: ChangeFacts,
): Change | null {
  const cores = model.coreCount ?? 1;
  let parts: readonly Change[] = [];
  for (let spent = threadsOf(model); spent < cores; spent++) {
    const best = bestStep(model, { parts, candidates, facts });
    if (best === null) break;
    parts = best;
  }
  const withSlots = [...parts, ...slotParts(model, parts, facts)];
  if (withSlots.length === 0) return null;
  return { stage: withSlots[0]!.stage, kind: "allocated", amount: cores, parts: withSlots };
}

function threadsOf({ stages }: ModelledPipeline): number {
  return stages.reduce((sum, { place, threadCount }) => sum + (place === "threads" ? threadCount : 0), 0);
}

function bestStep(
  model: ModelledPipeline,
  {
    parts,
    candidates,
    facts,
  }: {
    readonly parts: readonly Change[];
    readonly candidates: readonly string[];
    readonly facts: ChangeFacts;
  },
): readonly Change[] | null {
  const now = boundOf(model, parts, facts);
  const steps = candidates.map((stage) => {
    const next = withThread(model, parts, stage);
    return { next, bound: boundOf(model, next, facts) };
  });
  const best = steps.reduce((a, b) => (b.bound > a.bound ? b : a), { next: parts, bound: now });
  return best.bound > now * (1 + worthThread) ? best.next : null;
}

function withThread(model: ModelledPipeline, parts: readonly Change[], stage: string): readonly Change[] {
  const known = parts.find((part) => part.stage === stage);
  const modelled = model.stages.find(({ name }) => name === stage);
  if (modelled === undefined) return parts;
  const before = known?.amount ?? modelled.threadCount;
  return [...parts.filter((part) => part !== known), threadChange(modelled, before + 1)];
}

/** What limits throughput once slots are no limit: they cost nothing. */
function boundOf(model: ModelledPipeline, parts: readonly Change[], facts: ChangeFacts): number {
  const changed = parts.reduce((all, part) => changeModel(all, part, facts), model);
  const limits = modelLimits(changed).filter(({ resource }) => !resource.startsWith("slots:"));
  return limits[0]?.outputsPerSecond ?? Number.POSITIVE_INFINITY;
}

function slotParts(model: ModelledPipeline, parts: readonly Change[], facts: ChangeFacts): readonly Change[] {
  const changed = parts.reduce((all, part) => changeModel(all, part, facts), model);
  const wanted = slotMargin * boundOf(model, parts, facts);
  return modelLimits(changed).flatMap(({ resource, demandSeconds, outputsPerSecond }) => {
    const stage = changed.stages.find(
      ({ name, place, kind }) => resource === `slots:${name}` && place === "await" && kind !== "source",
    );
    if (stage === undefined || outputsPerSecond >= wanted) return [];
    const amount = Math.min(mostSlots, Math.ceil(wanted * demandSeconds));
    return amount > stage.slotCount ? [{ stage: stage.name, kind: "concurrent" as const, amount }] : [];
  });
}
