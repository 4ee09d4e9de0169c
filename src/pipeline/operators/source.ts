import { type Eventually, end, type Operator } from "../operator.ts";
import type { StageProbe } from "../probe.ts";
import type { SourceSpec } from "../stage-spec.ts";
import { openCalls } from "./calls.ts";
import type { Calls } from "./slot-window.ts";

/** An iterator of either kind, as the language defines them. */
export interface AnyIterator {
  next(): Eventually<IteratorResult<unknown>>;
  return?(): Eventually<IteratorResult<unknown>>;
}

/** Iterates a source: one call of `next` per element, one element ahead when `next` is asynchronous. */
export function openSource(spec: SourceSpec, probe: StageProbe | undefined): Operator<unknown> {
  const { calls, above } = sourceCalls(spec);
  return openCalls(calls, above, probe);
}

/** What it takes to run a source as a stage whose inputs are nothing, and where they come from. */
export function sourceCalls(spec: SourceSpec): { readonly calls: Calls; readonly above: Operator<unknown> } {
  let iterator: AnyIterator | undefined;
  let isOpen = false;
  const call = (): Eventually<unknown> => {
    iterator ??= iterate(spec.open());
    isOpen = true;
    const step = iterator.next();
    if ("then" in step) return step.then(elementOf);
    return elementOf(step);
  };
  const elementOf = (step: IteratorResult<unknown>): unknown => {
    if (!step.done) return step.value;
    isOpen = false;
    return end;
  };
  const close = async (): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    await iterator?.return?.();
  };
  return { calls: { name: spec.name, concurrency: 1, call }, above: { pull: () => undefined, close } };
}

/**
 * The iterator of anything that can be iterated, synchronous ones first.
 * @throws TypeError for anything else; the stage that calls it names itself
 */
export function iterate(elements: unknown): AnyIterator {
  const iterable = elements as {
    [Symbol.iterator]?: () => AnyIterator;
    [Symbol.asyncIterator]?: () => AnyIterator;
  };
  const begin = iterable?.[Symbol.iterator] ?? iterable?.[Symbol.asyncIterator];
  if (typeof begin === "function") return begin.call(elements);
  throw new TypeError(`${elements === null ? "null" : typeof elements} cannot be iterated`);
}
