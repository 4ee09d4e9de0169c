import { isPending } from "../../pipeline/operator.ts";
import type { TransformSpec } from "../../pipeline/stage-spec.ts";
import type { ProfilerEffects } from "../effects.ts";

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

/** Passes over the inputs of a synchronous stage at least and at most, and when no further one begins, in seconds. */
const [fewestPasses, mostPasses, passesSeconds] = [3, 25, 0.3];

/**
 * Times calls of a synchronous stage with nothing between them, over and over its inputs, and gives the time of each call, in seconds;
 * those of the first pass, which warms up, are left out. None when a call fails.
 */
export function timePasses(
  { fn }: TransformSpec,
  inputs: readonly unknown[],
  { now }: Pick<ProfilerEffects, "now">,
): readonly number[] {
  const call = fn as (value: unknown, index: number) => unknown;
  const seconds: number[] = [];
  const startedAt = now();
  try {
    for (let pass = 0; pass <= mostPasses; pass++) {
      if (pass > fewestPasses && now() - startedAt > passesSeconds) break;
      for (let index = 0; index < inputs.length; index++) {
        const calledAt = now();
        call(inputs[index], index);
        if (pass > 0) seconds.push(now() - calledAt);
      }
    }
  } catch {
    return [];
  }
  return seconds;
}
