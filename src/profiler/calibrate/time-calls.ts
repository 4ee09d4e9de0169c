import { isPending } from "../../pipeline/operator.ts";
import type { TransformSpec } from "../../pipeline/stage-spec.ts";
import { quantile } from "../../stats/quantiles.ts";
import type { ProfilerEffects } from "../effects.ts";
import type { Company, OwnCalls } from "./calls-of-others.ts";
import { freeingTensors } from "./free-tensors.ts";

/** How calls are timed. */
export interface TimeCallsOptions extends Pick<ProfilerEffects, "now" | "loopTurnCount"> {
  /** Calls under way at once. */
  readonly slotCount: number;
}

/** One call. */
export interface CallTime {
  readonly seconds: number;
  /** Turns of the event loop until it came back. */
  readonly turnCount: number;
}

/** Short calls are repeated until this much time has gone by, in seconds, or each input was given this many times. */
const [repeatedSeconds, mostRepeats] = [0.25, 20];

/** Calls a stage's function on inputs with nothing else to do, and gives the time of each call; none when one fails. */
export async function timeCalls(
  { fn }: TransformSpec,
  inputs: readonly unknown[],
  { slotCount, now, loopTurnCount }: TimeCallsOptions,
): Promise<readonly CallTime[]> {
  const call = fn as (value: unknown, index: number) => unknown;
  const turn = (): number => loopTurnCount?.() ?? 0;
  const calls: CallTime[] = [];
  const until = now() + repeatedSeconds;
  const isDue = (count: number): boolean =>
    count < inputs.length || (count < mostRepeats * inputs.length && now() < until);
  let next = 0;
  const slot = async (): Promise<void> => {
    for (let count = next++; isDue(count); count = next++) {
      const index = count % inputs.length;
      const [startedAt, turnBefore] = [now(), turn()];
      const output = call(inputs[index], index);
      if (isPending(output)) await output;
      calls.push({ seconds: now() - startedAt, turnCount: turn() - turnBefore });
    }
  };
  try {
    await Promise.all(Array.from({ length: slotCount }, slot));
  } catch {
    // What an earlier stage has handed over may have been used up by the run that it was captured from.
    return [];
  }
  return calls;
}

/** Passes over the inputs of a synchronous stage at least, calls at most, and when no further pass begins, in seconds. */
const [fewestPasses, mostCalls, passesSeconds] = [3, 1200, 0.4];

/** What calls of a stage took that holds the main thread. */
export interface PassTimes {
  /** Seconds of each call with nothing between two of them. */
  readonly aloneSeconds: readonly number[];
  /** What a call takes that way, over what it takes after calls of `company`, the collector's work included; null without company, or time. */
  readonly aloneRatio: number | null;
}

/**
 * Times calls of a synchronous stage over and over its inputs, a pass with nothing between them and a pass with `company` before each in turn, so
 * that both see the same moments of the machine. The first passes, which warm up, are left out; null when a call fails.
 */
export function timePasses(
  { inputs, call }: OwnCalls,
  { now, company }: Pick<ProfilerEffects, "now"> & { readonly company?: Company },
): PassTimes | null {
  const pass = (before?: Company): readonly number[] =>
    freeingTensors(() =>
      inputs.map((input, index) => {
        before?.();
        const calledAt = now();
        call(input, index);
        return now() - calledAt;
      }),
    );
  const [alone, inCompany]: [(readonly number[])[], (readonly number[])[]] = [[], []];
  const startedAt = now();
  try {
    for (let count = 0; count <= Math.max(fewestPasses, mostCalls / inputs.length); count++) {
      if (count > fewestPasses && now() - startedAt > passesSeconds) break;
      alone.push(pass());
      if (company !== undefined) inCompany.push(pass(company));
    }
  } catch {
    return null;
  }
  const [aloneTimed, companyTimed] = [alone.slice(1), inCompany.slice(1)];
  const companySeconds = companyTimed.length === 0 ? 0 : medianMean(companyTimed);
  return {
    aloneSeconds: aloneTimed.flat(),
    aloneRatio: companySeconds > 0 ? medianMean(aloneTimed) / companySeconds : null,
  };
}

/** Means of passes hold what the collector takes now and then; their median leaves out what only one of them met. */
function medianMean(passes: readonly (readonly number[])[]): number {
  const means = passes.map((seconds) => seconds.reduce((sum, value) => sum + value, 0) / seconds.length);
  return quantile(
    means.sort((a, b) => a - b),
    0.5,
  );
}
