import type { TransformSpec } from "../../pipeline/stage-spec.ts";
import { slotsPerThread } from "../model/slots-per-thread.ts";
import type { AllCoresCosts, ThreadCosts } from "../run-record.ts";
import { trialRequest } from "./trial-request.ts";
import { mainSecondsOf, sendCalls, type Trial, type TrialOptions, watchCalls } from "./watch-thread-calls.ts";

/** How long calls are sent before anything is timed, for threads to compile their code, and then watched, in seconds. */
const [warmUpSeconds, watchedSeconds] = [0.3, 1];
/** Share of the watched time in which all threads had work, without which nothing is said of the use of all cores. */
const leastWanted = 0.9;

/**
 * Tries a stage in as many threads as there are cores, so that with the main thread there is one more than cores. Null where that cannot be
 * done, or where the system does not tell.
 */
export async function tryOnAllCores(
  spec: TransformSpec,
  inputs: readonly unknown[],
  {
    flow,
    effects,
    company,
    costs,
  }: TrialOptions & {
    /** What calls cost in fewer threads. */
    readonly costs: ThreadCosts;
  },
): Promise<AllCoresCosts | null> {
  const threadCount = effects.coreCount;
  const request = trialRequest(spec, flow, threadCount);
  if (request === null || effects.openThreads === undefined) return null;
  const threads = effects.openThreads(request);
  const slotCount = slotsPerThread(costs.threadSeconds) * threadCount;
  const trial: Trial = { spec, inputs, threads, threadCount, effects, company, slotCount };
  try {
    await sendCalls(trial, warmUpSeconds);
    const {
      costs: watched,
      usualCores,
      wantedCores = 0,
      onCoreShare,
    } = await watchCalls(trial, watchedSeconds);
    if (watched === undefined) return null;
    const isKeptBusy = usualCores !== undefined && wantedCores >= leastWanted * threadCount;
    // Its processor time was that of cores that are all at work.
    const shared = {
      threadSeconds: watched.threadSeconds * costs.coreSpeed,
      mainSeconds: mainSecondsOf(watched, costs.coreSpeed, costs),
    };
    if (isKeptBusy) return { ...shared, coresShare: Math.min(1, usualCores / threadCount) };
    return onCoreShare === undefined ? null : { ...shared, onCoreShare };
  } catch {
    return null;
  } finally {
    await threads.close();
  }
}
