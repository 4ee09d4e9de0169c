import type { BatchCost, StageCalibration } from "../../model/prediction.ts";
import type { Flow } from "../../pipeline/flow.ts";
import type { TransformSpec } from "../../pipeline/stage-spec.ts";
import { quantile } from "../../stats/quantiles.ts";
import type { ProfilerEffects } from "../effects.ts";
import { onEvenCores } from "../even-cores.ts";
import type { AloneCosts, RunRecord, ThreadCosts } from "../run-record.ts";
import {
  type CallableSpec,
  type Company,
  type CompanyFacts,
  callsOfOthers,
  isCallable,
  ownCalls,
} from "./calls-of-others.ts";
import { captureInputs } from "./capture-inputs.ts";
import { fitBatchCosts } from "./fit-batch-costs.ts";
import { timeCalls, timePasses } from "./time-calls.ts";
import { type ThreadTrial, tryInThreads } from "./try-in-threads.ts";
import { tryOnAllCores } from "./try-on-all-cores.ts";

/** What calibration has found out. */
export interface Calibrated {
  readonly calibrations: readonly StageCalibration[];
  /** What calls took alone, by stage. */
  readonly alone: ReadonlyMap<string, AloneCosts>;
  readonly batchCosts: ReadonlyMap<string, BatchCost>;
  /** What the work of the heaviest stage loses where all cores do it; absent where that could not be tried. */
  readonly sharing?: Pick<ThreadTrial, "coreSpeed" | "onCoreShare">;
  /** What calls cost in threads, by stage: of the heaviest ones that never wait. */
  readonly inThreads: ReadonlyMap<string, ThreadCosts>;
}

/** Stages that are tried in threads at most, and the least share that each has of the work of all. */
const [mostTried, leastTriedShare] = [3, 0.1];

/** Inputs on which a stage is timed alone. */
const inputCount = 48;

/**
 * Times stages in isolation, after a run, on inputs captured from the pipeline itself: those that wait, one call at a time on an idle
 * event loop and then as many at once as they have slots; those that hold the main thread, call after call; and what is below a batch,
 * at several sizes.
 */
export async function calibrateStages(
  flow: Flow<unknown>,
  record: RunRecord,
  effects: ProfilerEffects,
): Promise<Calibrated> {
  const batchCosts = await fitBatchCosts(flow, effects);
  const functions = flow.stages.filter(
    (spec): spec is TransformSpec => spec.kind === "map" || spec.kind === "filter",
  );
  const callable = flow.stages.filter(isCallable);
  const stages = new Set(callable.map(({ name }) => name));
  const { openThreads } = effects;
  const captured =
    stages.size === 0
      ? new Map<string, readonly unknown[]>()
      : await captureInputs(flow, { stages, inputCount, openThreads });
  const calibrations: StageCalibration[] = [];
  const alone = new Map<string, AloneCosts>();
  const facts: CompanyFacts = { captured, record };
  for (const spec of callable) {
    const found = await timeStage(spec, callable, { ...facts, effects });
    if (found === null) continue;
    alone.set(spec.name, found.costs);
    if (spec.kind !== "batch" || !batchCosts.has(spec.name)) calibrations.push(found.calibration);
  }
  const inThreads = new Map<string, ThreadCosts>();
  let sharing: Calibrated["sharing"];
  for (const spec of heaviestOf(functions, record)) {
    const company = callsOfOthers(spec.name, callable, facts);
    const inputs = captured.get(spec.name) ?? [];
    const { value: trial } = await onEvenCores(
      () => tryInThreads(spec, inputs, { flow, effects, company }),
      effects,
    );
    if (trial === null) continue;
    const { costs, ...shared } = trial;
    // Where a stage has threads already, it is their company that the run was in.
    if (sharing === undefined || spec.worker !== null) sharing = shared;
    if (costs === undefined) continue;
    const { value: onAllCores } = await onEvenCores(
      () => tryOnAllCores(spec, inputs, { flow, effects, company, costs }),
      effects,
    );
    inThreads.set(spec.name, { ...costs, ...(onAllCores && { onAllCores }) });
  }
  return {
    calibrations: [...calibrations, ...ofBatches(batchCosts)],
    alone,
    batchCosts,
    inThreads,
    ...(sharing && { sharing }),
  };
}

/** The stages that hold the main thread or threads of their own longest, of those that never wait; heaviest first. */
function heaviestOf(functions: readonly TransformSpec[], record: RunRecord): readonly TransformSpec[] {
  const seconds = record.stages.map(({ isAsynchronous, worker }, index) => {
    const { busySeconds = 0, workerBusySeconds = 0 } = record.snapshots.at(-1)?.stages[index] ?? {};
    if (worker !== undefined) return workerBusySeconds;
    return isAsynchronous ? 0 : busySeconds;
  });
  const secondsOf = ({ name }: TransformSpec): number =>
    seconds[record.stages.findIndex((stage) => stage.name === name)] ?? 0;
  return functions
    .filter((spec) => secondsOf(spec) > 0 && secondsOf(spec) >= leastTriedShare * sumOf(seconds))
    .sort((a, b) => secondsOf(b) - secondsOf(a))
    .slice(0, mostTried);
}

/** One stage: what the model takes, and what the report tells. */
interface TimedStage {
  readonly costs: AloneCosts;
  readonly calibration: StageCalibration;
}

/** Times a stage that waits or holds the main thread; null of one that has threads, or whose calls fail. */
async function timeStage(
  spec: CallableSpec,
  callable: readonly CallableSpec[],
  { effects, ...facts }: CompanyFacts & { readonly effects: ProfilerEffects },
): Promise<TimedStage | null> {
  const known = facts.record.stages.find((stage) => stage.name === spec.name);
  const inputs = facts.captured.get(spec.name) ?? [];
  if (known === undefined || known.worker !== undefined) return null;
  if (!known.isAsynchronous)
    return timeHolding(spec, inputs, { now: effects.now, ...companyOf(spec, callable, facts) });
  return spec.kind === "map" || spec.kind === "filter" ? await timeWaiting(spec, inputs, effects) : null;
}

async function timeWaiting(
  spec: TransformSpec,
  inputs: readonly unknown[],
  effects: ProfilerEffects,
): Promise<TimedStage | null> {
  const before = readCpu(effects);
  const calls = await timeCalls(spec, inputs, { ...effects, slotCount: 1 });
  if (calls.length === 0) return null;
  const after = readCpu(effects);
  const alone = calls.map(({ seconds }) => seconds);
  const mainSeconds = (after.mainSeconds - before.mainSeconds) / calls.length;
  const poolShare = Math.min(1, Math.max(0, (after.othersSeconds - before.othersSeconds) / sumOf(alone)));
  const turnCount = median(calls.map((call) => call.turnCount));
  const crowded =
    spec.concurrency > 1
      ? (await timeCalls(spec, inputs, { ...effects, slotCount: spec.concurrency })).map(
          ({ seconds }) => seconds,
        )
      : [];
  // Between its steps a call waits for what others do on the main thread: the model makes it wait there itself.
  const othersSeconds = turnCount > 1 ? (spec.concurrency - 1) * mainSeconds : 0;
  const shortest = turnCount > 1 ? median(alone) : 0;
  return {
    costs: {
      // Calls that share a disk, or what two cores have in common, take longer together: in the pipeline they are together.
      awaySeconds:
        crowded.length > 0 ? crowded.map((seconds) => Math.max(shortest, seconds - othersSeconds)) : alone,
      ...(effects.loopTurnCount && { turnCount }),
      ...(effects.mainThreadSchedule() !== null && { mainSeconds: [mainSeconds] }),
      ...(poolShare >= poolBound && { poolShare }),
    },
    calibration: {
      stage: spec.name,
      callCount: alone.length + crowded.length,
      serviceSeconds: median(alone),
      crowdedSeconds: crowded.length > 0 ? median(crowded) : null,
    },
  };
}

/** Share of a wait that other threads of the process were at work, from which the wait is taken to be that work. */
const poolBound = 0.5;

/** Processor time of the main thread and of all others so far; 0 where the system does not say. */
function readCpu(effects: ProfilerEffects): { readonly mainSeconds: number; readonly othersSeconds: number } {
  const main = effects.mainThreadSchedule();
  if (main === null) return { mainSeconds: 0, othersSeconds: 0 };
  return {
    mainSeconds: main.onCpuSeconds,
    othersSeconds: effects.processCpuSeconds() - main.onCpuSeconds,
  };
}

function timeHolding(
  spec: CallableSpec,
  inputs: readonly unknown[],
  clock: Parameters<typeof timePasses>[1],
): TimedStage | null {
  const calls = ownCalls(spec, inputs);
  const times = calls.inputs.length === 0 ? null : timePasses(calls, clock);
  if (times === null) return null;
  const { aloneSeconds: mainSeconds, aloneRatio } = times;
  return {
    costs: { mainSeconds, ...(aloneRatio !== null && { aloneRatio }) },
    calibration: {
      stage: spec.name,
      callCount: mainSeconds.length,
      serviceSeconds: median(mainSeconds),
      crowdedSeconds: null,
    },
  };
}

/**
 * Calls of the other stages, to be made between two calls of one, as in the pipeline. Nothing where a stage waits: then the main thread sleeps
 * between calls too.
 */
function companyOf(
  spec: CallableSpec,
  callable: readonly CallableSpec[],
  facts: CompanyFacts,
): { readonly company?: Company } {
  const { stages } = facts.record;
  if (stages.some(({ isAsynchronous, worker }) => isAsynchronous || worker !== undefined)) return {};
  const company = callsOfOthers(spec.name, callable, facts);
  return company === undefined ? {} : { company };
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function median(values: readonly number[]): number {
  return quantile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
}

function ofBatches(batchCosts: ReadonlyMap<string, BatchCost>): readonly StageCalibration[] {
  return [...batchCosts].map(([stage, batchCost]) => ({
    stage,
    callCount: batchCost.sizes.length,
    serviceSeconds: batchCost.fixedSeconds + (batchCost.sizes[0] ?? 1) * batchCost.secondsPerElement,
    crowdedSeconds: null,
    batchCost,
  }));
}
