import type { Bottleneck, Bound } from "../model/pipeline-profile.ts";
import { type Demands, type StageDemand, throughputOf } from "./demands.ts";

/**
 * The stage that holds the pipeline back: the one with the largest demand on the tightest resource. Never the one with the
 * longest wait: a stage that waits for the main thread looks slow and is not.
 */
export function bottleneckOf(demands: Demands, bounds: readonly Bound[]): Bottleneck {
  const binding = bounds[0];
  if (binding === undefined) {
    return {
      stage: demands.stages[0]?.name ?? "",
      resource: "main",
      utilization: 0,
      reason: "nothing was demanded",
    };
  }
  const stage = stageToBlame(demands, binding);
  const utilization = Math.min(1, throughputOf(demands) * (binding.demandSeconds / binding.capacity));
  return {
    stage: stage.name,
    resource: binding.resource,
    utilization,
    reason: reasonOf(stage, binding, utilization),
  };
}

function stageToBlame(demands: Demands, binding: Bound): StageDemand {
  const named = demands.stages.find(
    ({ name }) => binding.resource === `slots:${name}` || binding.resource === `threads:${name}`,
  );
  if (named !== undefined) return named;
  if (binding.resource === "disk") return longestAway(demands.stages);
  const candidates =
    binding.resource === "consumer" ? demands.stages.filter((stage) => stage.isConsumer) : demands.stages;
  const byWork = [...candidates].sort((a, b) => b.busySeconds - a.busySeconds);
  return byWork[0] as StageDemand;
}

/** Who reads is not known; reading is waiting, and the stage that waits longest away from the main thread stands for it. */
function longestAway(stages: readonly StageDemand[]): StageDemand {
  const awaySeconds = (stage: StageDemand): number => stage.loadedHoldSeconds - stage.busySeconds;
  return [...stages].sort((a, b) => awaySeconds(b) - awaySeconds(a))[0] as StageDemand;
}

function reasonOf(stage: StageDemand, binding: Bound, utilization: number): string {
  const used = `${Math.round(100 * utilization)}% in use`;
  const share = Math.round((100 * stage.busySeconds) / binding.demandSeconds);
  const consumer = stage.isConsumer
    ? " It is the consumer: until it is faster, nothing above it is worth optimising."
    : "";
  if (binding.resource === "main") {
    return `The main thread is the tightest resource (${used}), and "${stage.name}" is ${share}% of its work.${consumer}`;
  }
  if (binding.resource === "cores") {
    return `The processor is the tightest resource (${used}), and "${stage.name}" is the largest part of its work.${consumer}`;
  }
  if (binding.resource === "disk") {
    return `The disk is the tightest resource (${used}), and "${stage.name}" waits longest.${consumer}`;
  }
  if (binding.resource.startsWith("threads:")) {
    const threads = binding.capacity === 1 ? "its one thread" : `its ${binding.capacity} threads`;
    return `"${stage.name}" keeps ${threads} at work (${used}) while the main thread has time to spare.${consumer}`;
  }
  const slots = binding.capacity === 1 ? "one slot" : `${binding.capacity} slots`;
  return `"${stage.name}" keeps its ${slots} occupied (${used}) while the main thread has time to spare.${consumer}`;
}
