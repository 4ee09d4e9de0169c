import { SoundingsError } from "../../model/errors.ts";
import type { Flow } from "../../pipeline/flow.ts";
import { end, isPending, type Operator } from "../../pipeline/operator.ts";
import { openFlow } from "../../pipeline/run-flow.ts";
import type { ProfilerEffects } from "../effects.ts";
import { othersShare } from "../schedules.ts";
import { endlessFlow } from "./endless-flow.ts";

/** Outputs in a window at least. */
const fewestOutputs = 3;

/**
 * Times that the slots of each stage are filled within a window at least: waits that began together end together, and a shorter window
 * would see one such burst and nothing of the wait.
 */
const slotRounds = 4;

/** A flow that runs, window by window. */
export interface Runner {
  /** Takes outputs with this many examples, or more where slots are many, and gives examples per second, less the time spent waiting for cores that others had. */
  window(exampleCount: number): Promise<number>;
  /** Frees what it holds. */
  close(): Promise<void>;
}

/** Starts a flow that does not end, without a profiler. What slots and queues hold at the beginning of a window is taken first, untimed. */
export function openRunner(declared: Flow<unknown>, effects: ProfilerEffects): Runner {
  const { flow, hasSeenAll } = endlessFlow(declared);
  const perOutput = examplesPerOutput(flow);
  const inside = Math.ceil(roomIn(flow) / perOutput) + 1;
  const operator: Operator<unknown> = openFlow(flow, undefined, effects.openThreads);
  const fewestForSlots = slotRounds * Math.ceil(mostSlotsIn(flow) / perOutput);
  let isReady = !flow.stages.some(({ kind }) => kind === "cache");

  async function take(count: number): Promise<void> {
    for (let taken = 0; taken < count; taken++) {
      const pulled = operator.pull();
      if ((isPending(pulled) ? await pulled : pulled) === end) {
        throw new SoundingsError("run", "the pipeline gave no more outputs while a change was measured");
      }
    }
  }

  return {
    async window(exampleCount) {
      // A cache that is being filled is another pipeline.
      while (!isReady) {
        await take(1);
        isReady = hasSeenAll();
      }
      await take(inside);
      const outputCount = Math.max(fewestOutputs, Math.round(exampleCount / perOutput), fewestForSlots);
      // The clocks themselves take time: before the window begins, and after it has ended.
      const before = { ...readTimes(effects), nowSeconds: effects.now() };
      await take(outputCount);
      return (outputCount * perOutput) / runningBetween(before, readTimes(effects));
    },
    close: () => operator.close(),
  };
}

/** Elements that slots and queues can hold, and one batch. */
function roomIn({ stages }: Flow<unknown>): number {
  return stages.reduce((room, stage) => {
    if (stage.kind === "shuffle") return room;
    return room + stage.concurrency + (stage.kind === "batch" ? stage.size : 0);
  }, 0);
}

/** Examples in one output, by the sizes of batches. */
export function examplesPerOutput({ stages }: Flow<unknown>): number {
  return stages.reduce(
    (size, stage) => (stage.kind === "batch" ? size * stage.size : stage.kind === "unbatch" ? 1 : size),
    1,
  );
}

/** Calls of one stage that may be under way at once, over the stages; 0 where each has one. */
function mostSlotsIn({ stages }: Flow<unknown>): number {
  const slots = stages.map(({ kind, concurrency }) =>
    kind === "prefetch" || concurrency === 1 ? 0 : concurrency,
  );
  return Math.max(0, ...slots);
}

/** What the clocks of the machine said; all in seconds. */
interface Times {
  readonly nowSeconds: number;
  readonly idleSeconds: number;
  readonly mainCpuSeconds: number;
  readonly mainQueueSeconds: number;
  readonly processCpuSeconds: number;
  readonly machineCpuSeconds: number;
}

function readTimes(effects: ProfilerEffects): Times {
  const nowSeconds = effects.now();
  const main = effects.mainThreadSchedule();
  const processCpuSeconds = effects.processCpuSeconds();
  return {
    nowSeconds,
    idleSeconds: effects.loopIdleSeconds(),
    mainCpuSeconds: main?.onCpuSeconds ?? 0,
    mainQueueSeconds: main?.runQueueSeconds ?? 0,
    processCpuSeconds,
    machineCpuSeconds: effects.machineCpuSeconds?.() ?? processCpuSeconds,
  };
}

/**
 * Wall time less what the main thread waited for a core that other processes had. What it waited for cores that threads of the
 * pipeline had is part of what the pipeline costs.
 */
function runningBetween(before: Times, after: Times): number {
  const between = (clock: keyof Times): number => after[clock] - before[clock];
  const wallSeconds = between("nowSeconds");
  const activeSeconds = wallSeconds - between("idleSeconds");
  const shareOfOthers = othersShare({
    mainSeconds: between("mainCpuSeconds"),
    processSeconds: between("processCpuSeconds"),
    machineSeconds: between("machineCpuSeconds"),
  });
  const waitedSeconds = Math.min(between("mainQueueSeconds"), activeSeconds) * shareOfOthers;
  return Math.max(wallSeconds / 20, wallSeconds - waitedSeconds);
}
