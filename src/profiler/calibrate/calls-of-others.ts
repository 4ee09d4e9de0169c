import { isPending } from "../../pipeline/operator.ts";
import type { BatchSpec, FlatMapSpec, StageSpec, TransformSpec } from "../../pipeline/stage-spec.ts";
import type { RunRecord } from "../run-record.ts";
import { freeingTensors } from "./free-tensors.ts";

/** A stage whose work can be done apart from the pipeline, on inputs captured from it. */
export type CallableSpec = TransformSpec | FlatMapSpec | BatchSpec;

/** What is known of the pipeline that stages are called apart from. */
export interface CompanyFacts {
  /** Inputs by stage; of a batch, its elements. */
  readonly captured: ReadonlyMap<string, readonly unknown[]>;
  readonly record: RunRecord;
}

/** Whether a stage does work of its own that can be done apart: a batch does where its elements are put together. */
export function isCallable(spec: StageSpec): spec is CallableSpec {
  if (spec.kind === "batch") return spec.collate !== null;
  return spec.kind === "map" || spec.kind === "filter" || spec.kind === "flatMap";
}

/** Calls of another stage beside one of this at most: more take long, and change nothing any more. */
const mostPerCall = 16;

/** What the main thread has to do for the other stages between two calls of one; gives what that one would be given next, the last output of the stages above it. */
export type Company = () => unknown;

/**
 * One round of it: as many calls of each stage that holds the main thread as there were in the run for a call of this one. Undefined where there
 * are none.
 */
export function callsOfOthers(
  own: string,
  others: readonly CallableSpec[],
  facts: CompanyFacts,
): Company | undefined {
  const place = others.findIndex(({ name }) => name === own);
  const above = others.slice(0, Math.max(0, place)).flatMap((spec) => callsBeside(own, spec, facts));
  const below = others.slice(place + 1).flatMap((spec) => callsBeside(own, spec, facts));
  if (above.length + below.length === 0) return undefined;
  return () => {
    let output: unknown;
    for (const round of above) output = round();
    for (const round of below) round();
    return output;
  };
}

/** Calls of another stage that come with one call of this, which give the output of the last; empty where it has none. */
function callsBeside(
  own: string,
  spec: CallableSpec,
  { captured, record }: CompanyFacts,
): readonly Company[] {
  const known = record.stages.find(({ name }) => name === spec.name);
  const { inputs, call } = ownCalls(spec, captured.get(spec.name) ?? []);
  if (known === undefined || known.worker !== undefined || known.isAsynchronous) return [];
  if (!canBeCalled({ inputs, call })) return [];
  const ownCount = callCountOf(own, record);
  const callsPerCall = ownCount > 0 ? Math.min(mostPerCall, callCountOf(spec.name, record) / ownCount) : 1;
  let [madeCount, dueCount] = [0, 0];
  return [
    () => {
      let output: unknown;
      dueCount += callsPerCall;
      // In binary fractions, eight eighths may be a little less than one.
      for (; madeCount + 1 <= dueCount + 1e-9; madeCount++)
        output = call(inputs[madeCount % inputs.length], madeCount);
      return output;
    },
  ];
}

/** Whether there are inputs that can be given again: a call may use its input up, as one that frees tensors does. */
function canBeCalled({ inputs, call }: OwnCalls): boolean {
  const isEmpty = inputs.length === 0;
  try {
    for (let time = 0; time < 2 && !isEmpty; time++) freeingTensors(() => call(inputs[0], 0));
    return !isEmpty;
  } catch {
    return false;
  }
}

/** Calls of a stage by themselves: with which inputs, and what a call gives. */
export interface OwnCalls {
  readonly inputs: readonly unknown[];
  readonly call: (input: unknown, index: number) => unknown;
}

/** The same of a stage whose inputs were captured: of a batch, as many of its elements at once as it has; of an expansion, all that it gives for one. */
export function ownCalls(spec: CallableSpec, captured: readonly unknown[]): OwnCalls {
  if (spec.kind === "batch") {
    const { size } = spec;
    const elementAt = (index: number): unknown => captured[index % captured.length];
    const groupCount = captured.length === 0 ? 0 : Math.max(1, Math.floor(captured.length / size));
    const inputs = Array.from({ length: groupCount }, (_, group) =>
      Array.from({ length: size }, (__, place) => elementAt(group * size + place)),
    );
    return { inputs, call: spec.collate as unknown as OwnCalls["call"] };
  }
  const call = spec.fn as OwnCalls["call"];
  if (spec.kind !== "flatMap") return { inputs: captured, call };
  return {
    inputs: captured,
    call(input, index) {
      const outputs = call(input, index);
      // A generator makes nothing before it is asked.
      const isIterable = !isPending(outputs) && Symbol.iterator in Object(outputs);
      return isIterable ? [...(outputs as Iterable<unknown>)] : outputs;
    },
  };
}

/** Calls of a stage in the whole run; of one that gives any number of outputs, its inputs: each output is asked for by a call there. */
function callCountOf(name: string, { stages, snapshots }: RunRecord): number {
  const index = stages.findIndex((stage) => stage.name === name);
  const { callCount = 0, inputCount = 0 } = snapshots.at(-1)?.stages[index] ?? {};
  return stages[index]?.kind === "flatMap" ? inputCount : callCount;
}
