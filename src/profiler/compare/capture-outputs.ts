import type { Flow } from "../../pipeline/flow.ts";
import { end, isPending } from "../../pipeline/operator.ts";
import type { StageProbe } from "../../pipeline/probe.ts";
import { openFlow } from "../../pipeline/run-flow.ts";
import { type StageSpec, watchedStages } from "../../pipeline/stage-spec.ts";
import { snapshotValue } from "./snapshot-value.ts";

/** Chance that the same call meets the same. */
export interface Chance {
  /** What is drawn from now on, also behind an `await`, belongs to this call. */
  callBegins(stageName: string, callIndex: number): void;
}

/** Which outputs to keep. */
export interface CaptureLimits {
  /** Outputs of the pipeline at most. */
  readonly maxOutputs: number;
  /** Outputs of each stage that are kept. */
  readonly keptCount: number;
}

/** What one stage emitted. */
export interface StageOutputs {
  readonly name: string;
  readonly kind: string;
  /** The first outputs, as copies. */
  readonly values: readonly unknown[];
  /** Outputs in all. */
  readonly count: number;
}

/** What a pipeline emitted, stage by stage. */
export interface CapturedRun {
  readonly stages: readonly StageOutputs[];
  readonly outputCount: number;
  /** Whether the pipeline ended by itself: only then does the number of a stage's outputs mean anything. */
  readonly hasEnded: boolean;
}

/**
 * Runs a flow and keeps the first outputs of each stage. One call at a time and on the main thread, whatever the stages ask for: nothing of
 * that changes outputs, and chance can be told apart by call.
 * @throws SoundingsError ("run") when a stage throws
 */
export async function captureOutputs(
  flow: Flow<unknown>,
  { maxOutputs, keptCount }: CaptureLimits,
  chance: Chance,
): Promise<CapturedRun> {
  const watched = watchedStages(flow.stages);
  const values = watched.map((): unknown[] => []);
  const counts = watched.map(() => 0);
  const stage = (index: number): StageProbe => {
    let callCount = 0;
    return {
      ...silent,
      began() {
        chance.callBegins(watched[index]!.name, callCount);
        return callCount++;
      },
      emitted(value) {
        counts[index]!++;
        if (values[index]!.length < keptCount) values[index]!.push(snapshotValue(value));
      },
    };
  };
  const operator = openFlow({ ...flow, stages: flow.stages.map(oneByOne) }, { stage, epochBegan() {} });
  let outputCount = 0;
  let hasEnded = false;
  try {
    while (outputCount < maxOutputs) {
      const pulled = operator.pull();
      hasEnded = (isPending(pulled) ? await pulled : pulled) === end;
      if (hasEnded) break;
      outputCount++;
    }
  } finally {
    await operator.close();
  }
  const stages = watched.map(({ name, kind }, index) => ({
    ...{ name, kind, values: values[index]!, count: counts[index]! },
  }));
  return { stages, outputCount, hasEnded };
}

function oneByOne(spec: StageSpec): StageSpec {
  return "worker" in spec ? { ...spec, worker: null, concurrency: 1 } : spec;
}

const nothing = (): void => {};
const silent: StageProbe = {
  starving: nothing,
  took: nothing,
  began: () => 0,
  returned: nothing,
  settled: nothing,
  ran: nothing,
  threadsOpened: nothing,
  emitted: nothing,
  tookOver: nothing,
  gaveWay: nothing,
  suspended: nothing,
  continued: nothing,
  cancelled: nothing,
};
