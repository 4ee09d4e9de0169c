import type { Flow } from "../../pipeline/flow.ts";
import { end, isPending } from "../../pipeline/operator.ts";
import { openFlow } from "../../pipeline/run-flow.ts";
import type { StageFunction, StageSpec } from "../../pipeline/stage-spec.ts";
import type { OpenThreads } from "../../pipeline/threads.ts";

/** Which inputs to capture, and how many. */
export interface CaptureOptions {
  /** Stages whose inputs are kept, by name: those that call a function on each, and batches. */
  readonly stages: ReadonlySet<string>;
  /** Inputs of each at most. */
  readonly inputCount: number;
  readonly openThreads: OpenThreads | undefined;
}

/** Runs a flow until each of some stages has had enough inputs, or the flow ends, and gives those inputs in order. */
export async function captureInputs(
  flow: Flow<unknown>,
  { stages: names, inputCount, openThreads }: CaptureOptions,
): Promise<ReadonlyMap<string, readonly unknown[]>> {
  const captured = new Map<string, unknown[]>();
  const stages = flow.stages.flatMap((spec): readonly StageSpec[] => {
    if (!names.has(spec.name)) return [spec];
    const inputs: unknown[] = [];
    captured.set(spec.name, inputs);
    return [watcher(spec.name, inputs, inputCount), spec];
  });
  const operator = openFlow({ ...flow, stages }, undefined, openThreads);
  const isFull = (): boolean => [...captured.values()].every(({ length }) => length >= inputCount);
  try {
    while (!isFull()) {
      const pulled = operator.pull();
      if ((isPending(pulled) ? await pulled : pulled) === end) break;
    }
  } finally {
    await operator.close();
  }
  return captured;
}

function watcher(stageName: string, inputs: unknown[], inputCount: number): StageSpec {
  const fn: StageFunction = (value: unknown) => {
    if (inputs.length < inputCount) inputs.push(value);
    return value;
  };
  return { name: `inputs of ${stageName}`, kind: "map", concurrency: 1, fn, worker: null };
}
