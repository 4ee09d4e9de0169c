import type { Flow } from "../../pipeline/flow.ts";
import { end, isPending } from "../../pipeline/operator.ts";
import { openFlow } from "../../pipeline/run-flow.ts";
import type { StageFunction, StageSpec } from "../../pipeline/stage-spec.ts";
import type { OpenThreads } from "../../pipeline/threads.ts";
import type { RecordedOutputs } from "./apply-change.ts";
import { examplesPerOutput } from "./run-windows.ts";

/** How much to record. */
export interface RecordOptions {
  /** Elements of the source to run through at about. */
  readonly exampleCount: number;
  /** Stages whose outputs are kept, by name. */
  readonly stages: ReadonlySet<string>;
  readonly openThreads: OpenThreads | undefined;
}

/** Runs the beginning of a flow and keeps what calls of some of its stages gave, in order of calls. Threads are left to the main one. */
export async function recordOutputs(flow: Flow<unknown>, options: RecordOptions): Promise<RecordedOutputs> {
  const recorded = new Map<string, unknown[]>();
  const stages = flow.stages.map((spec) => {
    if (!options.stages.has(spec.name)) return spec;
    const outputs: unknown[] = [];
    recorded.set(spec.name, outputs);
    return keeping(spec, outputs);
  });
  const operator = openFlow({ ...flow, stages }, undefined, options.openThreads);
  const outputCount = Math.max(2, Math.ceil(options.exampleCount / examplesPerOutput(flow)));
  try {
    for (let count = 0; count < outputCount; count++) {
      const pulled = operator.pull();
      if ((isPending(pulled) ? await pulled : pulled) === end) break;
    }
  } finally {
    await operator.close();
  }
  return recorded;
}

function keeping(spec: StageSpec, outputs: unknown[]): StageSpec {
  switch (spec.kind) {
    case "map":
    case "filter":
      return { ...spec, worker: null, fn: keepAt(spec.fn, outputs) };
    case "flatMap":
      return { ...spec, fn: keepLists(spec.fn, outputs) };
    case "batch":
      return { ...spec, collate: keepBatches(spec.collate as Collate | null, outputs) };
    case "source":
      return { ...spec, open: () => keepElements(spec.open(), outputs) };
    default:
      return spec;
  }
}

type Collate = (elements: readonly unknown[]) => unknown;

function keepAt(fn: StageFunction, outputs: unknown[]): StageFunction {
  return (value: never, index: number) => {
    const output = fn(value, index);
    if (!isPending(output)) {
      outputs[index] = output;
      return output;
    }
    return output.then((settled: unknown) => {
      outputs[index] = settled;
      return settled;
    });
  };
}

function keepLists(fn: StageFunction, outputs: unknown[]): StageFunction {
  return async function* (value: never, index: number) {
    const list: unknown[] = [];
    for await (const output of fn(value, index) as AsyncIterable<unknown> | Iterable<unknown>) {
      list.push(output);
      yield output;
    }
    outputs[index] = list;
  };
}

function keepBatches(collate: Collate | null, outputs: unknown[]): Collate {
  return (elements) => {
    const batch = collate === null ? elements : collate(elements);
    outputs.push(batch);
    return batch;
  };
}

async function* keepElements(
  elements: Iterable<unknown> | AsyncIterable<unknown>,
  outputs: unknown[],
): AsyncGenerator<unknown> {
  for await (const element of elements) {
    outputs.push(element);
    yield element;
  }
}
