import type { Flow } from "../../pipeline/flow.ts";
import type { TransformSpec } from "../../pipeline/stage-spec.ts";
import { type StageThreads, type ThreadRequest, threadRequest } from "../../pipeline/threads.ts";
import { quantile } from "../../stats/quantiles.ts";
import type { ProfilerEffects } from "../effects.ts";

/** Beyond this many cores, threads of one pipeline hardly share any. */
const mostCores = 8;
/** Calls that keep each thread busy at most, and the part of their time in which the main thread is timed. */
const [callsPerThread, timedShare] = [400, 0.5];
/** How long the main thread is timed alone, and beside the threads at most, in seconds. */
const timedSeconds = 0.2;

/**
 * How fast the main thread does the work of a stage while threads on all other cores do the same, relative to doing it alone, 0..1: what cores
 * share depends on the work. In processor time, so that waiting for a core does not count. Null where there are no threads to be had, or
 * the system does not tell processor time.
 */
export async function timeBesideItself(
  spec: TransformSpec,
  inputs: readonly unknown[],
  { flow, effects }: { readonly flow: Flow<unknown>; readonly effects: ProfilerEffects },
): Promise<number | null> {
  const { openThreads, coreCount } = effects;
  const request = requestFor(spec, flow, coreCount - 1);
  if (request === null || openThreads === undefined || inputs.length === 0) return null;
  if (coreCount < 2 || coreCount > mostCores || effects.mainThreadSchedule() === null) return null;
  const threads = openThreads(request);
  try {
    await Promise.all(callsOf(threads, inputs, 4 * request.threadCount));
    const alone = timedPass(spec, inputs, { seconds: timedSeconds, effects });
    const queued = callsOf(threads, inputs, callsPerThread * request.threadCount);
    for (const call of queued) call.catch(() => {});
    const seconds = Math.min(timedSeconds, timedShare * callsPerThread * alone);
    return Math.min(1, alone / timedPass(spec, inputs, { seconds, effects }));
  } catch {
    // Inputs that cannot be copied, or functions that cannot be found again: the work of others has to do.
    return null;
  } finally {
    await threads.close();
  }
}

function requestFor(spec: TransformSpec, flow: Flow<unknown>, threadCount: number): ThreadRequest | null {
  if (flow.origin === undefined && spec.worker?.module === undefined) return null;
  return threadRequest(
    { ...spec, worker: { ...spec.worker, threadCount } },
    flow.stages.indexOf(spec),
    flow.origin,
  );
}

function callsOf(threads: StageThreads, inputs: readonly unknown[], count: number): Promise<unknown>[] {
  return Array.from({ length: count }, (_, index) => {
    const at = index % inputs.length;
    return threads.call(inputs[at], at, () => {});
  });
}

/** Processor time of a call: the lower quartile over passes over the inputs. */
function timedPass(
  { fn }: TransformSpec,
  inputs: readonly unknown[],
  { seconds, effects }: { readonly seconds: number; readonly effects: ProfilerEffects },
): number {
  const call = fn as (value: unknown, index: number) => unknown;
  const cpuSeconds = (): number => effects.mainThreadSchedule()?.onCpuSeconds ?? 0;
  const passes: number[] = [];
  const until = effects.now() + seconds;
  do {
    const before = cpuSeconds();
    for (let index = 0; index < inputs.length; index++) call(inputs[index], index);
    passes.push((cpuSeconds() - before) / inputs.length);
  } while (effects.now() < until);
  return quantile(
    passes.sort((a, b) => a - b),
    0.25,
  );
}
