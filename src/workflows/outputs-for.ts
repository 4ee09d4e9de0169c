import type { Flow } from "../pipeline/flow.ts";

/** Outputs of a flow that hold about `exampleCount` examples, by the sizes of its batches; at least 1. */
export function outputsFor(flow: Flow<unknown>, exampleCount: number): number {
  const examplesPerOutput = flow.stages.reduce((size, stage) => {
    if (stage.kind === "source") return stage.observed?.examplesPerOutput ?? size;
    if (stage.kind === "batch") return size * stage.size;
    return stage.kind === "unbatch" ? 1 : size;
  }, 1);
  return Math.max(1, Math.ceil(exampleCount / examplesPerOutput));
}
