import { seededRandom } from "../../stats/random.ts";
import type { Reading } from "./away-times.ts";
import { SimulatedLoop } from "./event-loop.ts";
import type { ModelledPipeline } from "./modelled-pipeline.ts";
import { openOperator, type SimulatedOperator } from "./simulated-operators.ts";

/** What threads on as many cores have of them at the worst: the system may leave two of them on one core for seconds. */
const worstOnCoreShare = 0.6;

/** How the system places threads changes from second to second: what they lost in one second may be nothing in another, or as much as can be. */
function readOnCoreShare(measured: number | undefined, reading: Reading): number {
  if (measured === 1 || reading === "likely") return measured ?? 1;
  if (measured === undefined) return reading === "short" ? 1 : worstOnCoreShare;
  return reading === "short" ? 1 : Math.min(measured ** 2, worstOnCoreShare);
}

/** The same where threads never rest, as they always share cores then. */
function readAllCoresShare(measured: number, reading: Reading): number {
  if (reading === "likely") return measured;
  return reading === "short" ? 1 : measured ** 2;
}

/** How a simulation is run. */
export interface SimulationOptions {
  /** Outputs that are timed. */
  readonly outputCount: number;
  /** Outputs before them: queues and slots fill. */
  readonly warmUpCount: number;
  readonly seed: number;
}

/**
 * Throughput of a modelled pipeline in outputs per second: its discrete-event simulation with the rules of the runtime, on
 * service times as measured, in order, from a random start that all stages share. Pure: the same seed gives the same number.
 */
export function simulate(
  model: ModelledPipeline,
  { outputCount, warmUpCount, seed }: SimulationOptions,
): number {
  const { coreCount = Number.POSITIVE_INFINITY, coreSpeed = 1, reading = "likely" } = model;
  const { onCoreShare, allCoresShare } = model;
  const loop = new SimulatedLoop({
    coreCount,
    coreSpeed,
    onCoreShare: readOnCoreShare(onCoreShare, reading),
    ...(allCoresShare !== undefined && { allCoresShare: readAllCoresShare(allCoresShare, reading) }),
  });
  const random = seededRandom(seed);
  const start = random.next();
  const context = { loop, random: random.next, start };
  let last: SimulatedOperator | undefined;
  for (const stage of model.stages) last = openOperator(stage, last, context);
  if (last === undefined) return Number.POSITIVE_INFINITY;
  let isHere = false;
  last.onElement = () => {
    isHere = true;
  };
  let fromSeconds = 0;
  for (let index = 0; index < warmUpCount + outputCount; index++) {
    if (index === warmUpCount) fromSeconds = loop.nowSeconds;
    isHere = last.pull();
    while (!isHere && loop.turn());
    loop.work(model.otherSeconds);
  }
  return outputCount / (loop.nowSeconds - fromSeconds);
}
