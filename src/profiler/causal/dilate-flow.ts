import type { Flow } from "../../pipeline/flow.ts";
import { isPending } from "../../pipeline/operator.ts";
import type { OpenSource, StageFunction, StageSpec } from "../../pipeline/stage-spec.ts";
import type { Slowing } from "../effects.ts";
import type { Dilation } from "./dilation.ts";

/** What slowing down needs. */
export interface DilateOptions {
  readonly dilation: Dilation;
  /** Time of a call away from the main thread, by stage, in seconds: a wait shows more than that while the main thread is busy. */
  readonly awaySeconds: ReadonlyMap<string, number>;
  /** Monotonic clock, in seconds. */
  now(): number;
  readonly slowing: Slowing;
}

/**
 * The same flow with stages that can be slowed down while it runs: work on the main thread is followed by a spin, a wait by a further
 * wait in its slot. Threads slow themselves down, see `StageThreads`.
 */
export function dilateFlow(flow: Flow<unknown>, options: DilateOptions): Flow<unknown> {
  return { ...flow, stages: flow.stages.map((spec) => dilated(spec, options)) };
}

function dilated(spec: StageSpec, options: DilateOptions): StageSpec {
  switch (spec.kind) {
    case "source":
      return { ...spec, open: slowSource(spec.open, spec.name, options) };
    case "map":
    case "filter":
    case "consume":
      return spec.worker === null ? { ...spec, fn: slowCall(spec.fn, spec.name, options) } : spec;
    case "flatMap":
      return { ...spec, fn: slowSteps(spec.fn, spec.name, options) };
    case "batch": {
      const collate = (spec.collate ?? ((elements: unknown) => elements)) as (elements: unknown) => unknown;
      return { ...spec, collate: slowCall(collate, spec.name, options) as (elements: never) => unknown };
    }
    default:
      return spec;
  }
}

function slowCall(fn: StageFunction, name: string, options: DilateOptions): StageFunction {
  const { now, dilation, awaySeconds, slowing } = options;
  return (value: never, index: number) => {
    const startedAt = now();
    const output = fn(value, index);
    slowing.spin((now() - startedAt) * dilation.extraOf(name));
    if (!isPending(output)) return output;
    const extra = dilation.extraOf(name);
    const seconds = (awaySeconds.get(name) ?? 0) * (1 + extra);
    // From the start of the call: a wait that began once the first was seen would wait for the event loop twice.
    return extra > 0 && seconds > 0
      ? Promise.all([output, slowing.delay(seconds)]).then(([settled]) => settled)
      : output;
  };
}

function slowSteps(fn: StageFunction, name: string, options: DilateOptions): StageFunction {
  return (value: never, index: number) => {
    const elements = fn(value, index) as Iterable<unknown>;
    return Symbol.iterator in elements ? slowElements(elements, name, options) : elements;
  };
}

function slowSource(open: OpenSource, name: string, options: DilateOptions): OpenSource {
  return () => {
    const elements = open();
    return Symbol.iterator in elements ? slowElements(elements, name, options) : elements;
  };
}

function* slowElements(
  elements: Iterable<unknown>,
  name: string,
  { now, dilation, slowing }: DilateOptions,
): Generator<unknown> {
  let startedAt = now();
  for (const element of elements) {
    slowing.spin((now() - startedAt) * dilation.extraOf(name));
    yield element;
    startedAt = now();
  }
}
