import type { Limit } from "../bounds.ts";
import type { ModelledPipeline, ModelledStage } from "./modelled-pipeline.ts";

/** Calls of each stage per output of the pipeline, by measured ratios from the last stage to the first (V). */
export function visitsOf({ stages }: ModelledPipeline): readonly number[] {
  const visits = stages.map(() => 1);
  let wanted = 1;
  for (let index = stages.length - 1; index >= 0; index--) {
    const stage = stages[index]!;
    visits[index] = stage.kind === "prefetch" ? 0 : wanted / Math.max(1e-9, stage.outputsPerCall);
    if (stage.kind !== "prefetch") wanted = visits[index]! * (stage.kind === "batch" ? stage.size : 1);
  }
  return visits;
}

/** The limits of a modelled pipeline in outputs per second, tightest first: main thread, cores, slots and threads. */
export function modelLimits(model: ModelledPipeline): readonly Limit[] {
  const visits = visitsOf(model);
  const demand = (seconds: (stage: ModelledStage) => number): number =>
    model.stages.reduce((sum, stage, index) => sum + visits[index]! * seconds(stage), 0);
  const main = model.otherSeconds + demand(({ mainSeconds }) => mean(mainSeconds));
  const threads = demand(({ place, awaySeconds, poolShare = 0 }) =>
    place === "threads" ? mean(awaySeconds) : poolShare * mean(awaySeconds),
  );
  const away = model.stages.flatMap((stage, index) => awayLimits(stage, visits[index]!));
  return [
    { resource: "main" as const, demandSeconds: main, capacity: 1 },
    ...(model.coreCount === undefined
      ? []
      : [{ resource: "cores" as const, demandSeconds: main + threads, capacity: model.coreCount }]),
    ...away,
  ]
    .filter(({ demandSeconds }) => demandSeconds > 0)
    .map((limit) => ({ ...limit, outputsPerSecond: limit.capacity / limit.demandSeconds }))
    .sort((a, b) => a.outputsPerSecond - b.outputsPerSecond);
}

function awayLimits(stage: ModelledStage, visits: number): readonly Omit<Limit, "outputsPerSecond">[] {
  if (stage.place === "main" || stage.kind === "prefetch") return [];
  const awaySeconds = visits * mean(stage.awaySeconds);
  const holdSeconds = awaySeconds + visits * mean(stage.mainSeconds);
  const slots = {
    resource: `slots:${stage.name}`,
    demandSeconds: holdSeconds,
    capacity: stage.slotCount,
  } as const;
  if (stage.place === "await") return [slots];
  return [
    slots,
    { resource: `threads:${stage.name}`, demandSeconds: awaySeconds, capacity: stage.threadCount },
  ];
}

/** The main-thread time per output of each stage, in seconds. */
export function mainDemands(model: ModelledPipeline): readonly number[] {
  const visits = visitsOf(model);
  return model.stages.map(({ mainSeconds }, index) => visits[index]! * mean(mainSeconds));
}

/** Mean of times; 0 of none. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
