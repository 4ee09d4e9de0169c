import type { Overhead } from "../model/pipeline-profile.ts";
import type { CostMeter } from "./cost-meter.ts";
import type { ContinuationTracker } from "./effects.ts";
import { createLedger } from "./example-ledger.ts";
import { createSliceLog } from "./slice-log.ts";
import { type RecorderContext, recordStage, type StageRecorder } from "./stage-recorder.ts";

/** What one event of each kind costs, in seconds. */
export interface EventCosts {
  readonly eventSeconds: number;
  readonly continuationSeconds: number;
  /** Callbacks that had been followed before the run began. */
  readonly continuationsBefore: number;
}

/** What one run has seen. */
export interface SeenEvents {
  readonly recorders: readonly StageRecorder[];
  readonly continuations: ContinuationTracker;
  readonly meter: CostMeter;
  readonly wallSeconds: number;
}

/** What measuring a run has cost, over its wall time. */
export function overheadOf(costs: EventCosts, seen: SeenEvents): Overhead {
  const { recorders, continuations, meter, wallSeconds } = seen;
  const share = (seconds: number): number => (wallSeconds > 0 ? Math.min(1, seconds / wallSeconds) : 0);
  const eventCount = recorders.reduce((sum, recorder) => sum + recorder.eventCount(), 0);
  return {
    events: share(eventCount * costs.eventSeconds),
    continuations: share(
      ((continuations.eventCount?.() ?? 0) - costs.continuationsBefore) * costs.continuationSeconds,
    ),
    contracts: share(meter.contractSeconds),
    samples: share(meter.sampleSeconds),
    snapshots: share(meter.snapshotSeconds),
  };
}

/** The parts of an overhead together, 0..1. */
export function totalOverhead(overhead: Overhead): number {
  const { events, continuations, contracts, samples, snapshots } = overhead;
  return Math.min(1, events + continuations + contracts + samples + snapshots);
}

/** Cost of one event of a recorder, in seconds: the fastest of several runs over a stage that does nothing. */
export function measureEventSeconds(context: Omit<RecorderContext, "sampler" | "ledgers">): number {
  const ledger = createLedger();
  const spare = {
    ...context,
    slices: createSliceLog(64),
    sampler: null,
    ...(context.calls && { calls: createSliceLog(64) }),
  };
  const ledgers = { input: ledger, output: ledger };
  const recorder = recordStage({ name: "", kind: "map", concurrency: 1 }, 0, { ...spare, ledgers });
  let fastest = Number.POSITIVE_INFINITY;
  for (let repeat = 0; repeat < 20; repeat++) {
    const eventsBefore = recorder.eventCount();
    const startedAt = context.now();
    for (let call = 0; call < 50; call++) {
      recorder.starving(1);
      recorder.took(0);
      recorder.returned(recorder.began(), false);
      recorder.emitted(call);
    }
    fastest = Math.min(fastest, (context.now() - startedAt) / (recorder.eventCount() - eventsBefore));
  }
  return fastest;
}

const promiseCount = 200;

/** Seconds of a fixed number of promises, one after the other: the fastest of several runs. */
export async function measurePromises(now: () => number): Promise<number> {
  let fastest = Number.POSITIVE_INFINITY;
  for (let repeat = 0; repeat < 10; repeat++) {
    const startedAt = now();
    for (let count = 0; count < promiseCount; count++) await null;
    fastest = Math.min(fastest, now() - startedAt);
  }
  return fastest;
}

/** Cost of one callback that is followed, in seconds, given what promises cost when nothing is. */
export async function measureContinuationSeconds(
  context: Pick<RecorderContext, "now" | "continuations">,
  plainSeconds: number,
): Promise<number> {
  const { now, continuations } = context;
  const before = continuations.eventCount?.() ?? 0;
  continuations.enter(0);
  const followed = measurePromises(now);
  continuations.leave();
  const seconds = await followed;
  const perRun = ((continuations.eventCount?.() ?? 0) - before) / 10;
  return perRun > 0 ? Math.max(0, seconds - plainSeconds) / perRun : 0;
}
