import { type Eventually, isPending, type Operator } from "../operator.ts";
import type { StageProbe } from "../probe.ts";
import type { TransformSpec } from "../stage-spec.ts";
import type { StageThreads, ThreadReport } from "../threads.ts";
import { openCalls } from "./calls.ts";
import { type Calls, dropped } from "./slot-window.ts";

type Call = (input: unknown, index: number) => Eventually<unknown>;

/** What a transform runs with. */
export interface TransformContext {
  readonly probe: StageProbe | undefined;
  /** Threads that call the function; undefined calls it here. */
  readonly threads: StageThreads | undefined;
}

/** Runs `map`, `filter` and `consume`: one call per input. */
export function openTransform(
  spec: TransformSpec,
  above: Operator<unknown>,
  { probe, threads }: TransformContext,
): Operator<unknown> {
  const fn = threads === undefined ? (spec.fn as Call) : callIn(threads, probe);
  return openCalls(callsOf(spec, fn), above, probe);
}

/** What it takes to run a transform once per input. */
export function callsOf(spec: TransformSpec, fn: Call = spec.fn as Call): Calls {
  const outcomes = { map: () => fn, filter: () => keepIf(fn), consume: () => handOn(fn) };
  return { name: spec.name, concurrency: spec.concurrency, call: outcomes[spec.kind]() };
}

function callIn(threads: StageThreads, probe: StageProbe | undefined): Call {
  const report = (cost: ThreadReport): void => probe?.ran(cost);
  return (input, index) => threads.call(input, index, report);
}

function keepIf(predicate: Call): Call {
  return (input, index) => {
    const answer = predicate(input, index);
    if (isPending(answer)) return answer.then((keep) => (keep ? input : dropped));
    return answer ? input : dropped;
  };
}

function handOn(use: Call): Call {
  return (input, index) => {
    const done = use(input, index);
    return isPending(done) ? done.then(() => input) : input;
  };
}
