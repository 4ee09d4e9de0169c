import { readClock } from "../io/clocks.ts";
import { readHeapBytes, readMainThreadSchedule } from "../io/scheduler-statistics.ts";
import { SoundingsError } from "../model/errors.ts";
import type { Flow } from "../pipeline/flow.ts";
import type { StageFunction, StageSpec } from "../pipeline/stage-spec.ts";

/** A fault that is put into one stage on purpose, to see whether a gate finds it. */
export interface Injection {
  readonly stage: string;
  /** `time` keeps the main thread busy longer, `allocation` makes garbage. */
  readonly kind: "time" | "allocation";
  /** How much, as a share of what the stage itself takes: 0.1 is 10 % more. */
  readonly share: number;
}

/**
 * The flow with a fault in one stage; the flow itself where there is none to put in.
 * @throws SoundingsError ("usage") when there is no such stage, or it calls no function on the main thread
 */
export function inject(flow: Flow<unknown>, injection: Injection | null): Flow<unknown> {
  if (injection === null) return flow;
  if (!flow.stages.some((spec) => spec.name === injection.stage && isInjectable(spec))) {
    const known = flow.stages.filter(isInjectable).map(({ name }) => name);
    throw new SoundingsError("usage", `nothing can be put into stage "${injection.stage}"`, {
      hint: `choose one that calls a function on the main thread: ${known.join(", ") || "there is none"}`,
    });
  }
  const stages = flow.stages.map((spec) => (spec.name === injection.stage ? faulty(spec, injection) : spec));
  return { ...flow, stages };
}

/** Whether a stage calls a function on the main thread, so that a fault can be put into it. */
export function isInjectable(spec: StageSpec): boolean {
  if (spec.kind === "batch") return spec.collate !== null;
  return "fn" in spec && spec.kind !== "flatMap" && spec.worker === null;
}

function faulty(spec: StageSpec, { kind, share, stage }: Injection): StageSpec {
  const wrap = kind === "time" ? slower : wasteful;
  if (spec.kind === "batch" && spec.collate !== null) {
    const collate = wrap(spec.collate as StageFunction, share, stage);
    return { ...spec, collate: (elements) => collate(elements, 0) };
  }
  return "fn" in spec ? { ...spec, fn: wrap(spec.fn, share, stage) } : spec;
}

/** Calls the function, then keeps the thread on its core for a share of the time that the call had it. */
function slower(fn: StageFunction, share: number): StageFunction {
  return (value, index) => {
    const startedAt = coreSeconds();
    const result = fn(value, index);
    if (result instanceof Promise) {
      return result.then((settled) => {
        spinUntil(coreSeconds() + share * (coreSeconds() - startedAt));
        return settled;
      });
    }
    const now = coreSeconds();
    spinUntil(now + share * (now - startedAt));
    return result;
  };
}

function spinUntil(end: number): void {
  while (coreSeconds() < end);
}

/** Time of the main thread on a core, so that being interrupted neither lengthens the fault nor pays for it. */
function coreSeconds(): number {
  return readMainThreadSchedule()?.onCpuSeconds ?? readClock();
}

const bytesPerElement = 8;

/** Keeps the latest garbage, so that the compiler cannot leave it out. */
const garbage: { kept: readonly number[] } = { kept: [] };

/** What calls of a stage allocate, in bytes, by its name: known from its first calls, for reading the heap allocates too. */
const learnt = new Map<string, { callCount: number; bytesPerCall: number }>();
const learningCalls = 8;

/** Calls the function, then makes garbage for a share of the bytes that a call allocates. */
function wasteful(fn: StageFunction, share: number, stage: string): StageFunction {
  const own = learnt.get(stage) ?? { callCount: 0, bytesPerCall: 0 };
  learnt.set(stage, own);
  return (value, index) => {
    const isLearning = own.callCount < learningCalls;
    const before = isLearning ? readHeapBytes() : 0;
    const result = fn(value, index);
    if (isLearning) {
      own.bytesPerCall = Math.max(0, readHeapBytes() - before);
      own.callCount++;
    }
    garbage.kept = new Array<number>(Math.ceil((share * own.bytesPerCall) / bytesPerElement)).fill(0);
    return result;
  };
}
