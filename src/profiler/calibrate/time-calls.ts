import { isPending } from "../../pipeline/operator.ts";
import type { TransformSpec } from "../../pipeline/stage-spec.ts";

/** How calls are timed. */
export interface TimeCallsOptions {
  /** Calls under way at once. */
  readonly slotCount: number;
  /** Monotonic clock, in seconds. */
  now(): number;
}

/** Calls a stage's function on inputs with nothing else to do, and gives the time of each call, in seconds; none when one fails. */
export async function timeCalls(
  { fn }: TransformSpec,
  inputs: readonly unknown[],
  { slotCount, now }: TimeCallsOptions,
): Promise<readonly number[]> {
  const call = fn as (value: unknown, index: number) => unknown;
  const seconds: number[] = [];
  let next = 0;
  const slot = async (): Promise<void> => {
    for (let index = next++; index < inputs.length; index = next++) {
      const startedAt = now();
      const output = call(inputs[index], index);
      if (isPending(output)) await output;
      seconds.push(now() - startedAt);
    }
  };
  try {
    await Promise.all(Array.from({ length: slotCount }, slot));
  } catch {
    // What an earlier stage has handed over may have been used up by the run that it was captured from.
    return [];
  }
  return seconds;
}
