import { mean, visitsOf } from "../model/model-limits.ts";
import type { ModelledPipeline, ModelledStage } from "../model/modelled-pipeline.ts";

/** A model with the time that one output takes it, in seconds. */
export interface TimedModel {
  readonly model: ModelledPipeline;
  readonly secondsPerOutput: number;
}

/**
 * The changed pipeline with what its calls cost in the company that is left to them. Between two calls of a stage others use the caches of
 * the processor, or it sleeps; with less of that a call takes less, down to what it takes alone. In between, cost is taken to fall in
 * proportion to the time between calls. In a thread of its own a stage has no company but sleep, between the calls of that thread.
 */
export function withLessCompany(before: TimedModel, after: TimedModel): ModelledPipeline {
  const [gapsBefore, gapsAfter] = [gapsBetweenCalls(before), gapsBetweenCalls(after)];
  return {
    ...after.model,
    stages: after.model.stages.map((stage) => {
      if (stage.aloneRatio === undefined) return stage;
      const [gapBefore, gapAfter] = [gapsBefore.get(stage.name) ?? 0, gapsAfter.get(stage.name) ?? 0];
      return scaled(stage, stage.aloneRatio, gapBefore > 0 ? Math.min(1, gapAfter / gapBefore) : 1);
    }),
  };
}

/** Whether company costs any stage something. */
export function hasCompany({ stages }: ModelledPipeline): boolean {
  return stages.some(({ aloneRatio = 1 }) => aloneRatio < 1);
}

function scaled(stage: ModelledStage, aloneRatio: number, companyShare: number): ModelledStage {
  const factor = aloneRatio + (1 - aloneRatio) * companyShare;
  const scale = (seconds: number): number => seconds * factor;
  // What is left on the main thread of a stage that has threads is shipping.
  if (stage.place === "threads") return { ...stage, awaySeconds: stage.awaySeconds.map(scale) };
  return { ...stage, mainSeconds: stage.mainSeconds.map(scale) };
}

/** Seconds between two calls of each stage on average, by its name: on the main thread, or in each of its threads. */
function gapsBetweenCalls({ model, secondsPerOutput }: TimedModel): ReadonlyMap<string, number> {
  const visits = visitsOf(model);
  return new Map(
    model.stages.map(({ name, place, threadCount, mainSeconds, awaySeconds }, index) => {
      const secondsPerCall = secondsPerOutput / visits[index]!;
      const gapSeconds =
        place === "threads"
          ? threadCount * secondsPerCall - mean(awaySeconds)
          : secondsPerCall - mean(mainSeconds);
      return [name, Math.max(0, gapSeconds)];
    }),
  );
}
