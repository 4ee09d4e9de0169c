import { type CoreClock, startCoreClock } from "../io/core-clock.ts";
import { trackContinuations } from "../io/track-continuations.ts";
import type { ProfilerEffects } from "../profiler/effects.ts";
import { machineEffects } from "./effects.ts";

/** The real machine without what only predictions need: a gate makes none, and would pay for it in every pass. */
const { measureShipping: _, measureCoreSpeed: __, ...effectsOfGates } = machineEffects;

/** The real machine on a clock of the main thread's own time: what a gate compares. */
export function coreEffects(): { readonly clock: CoreClock; readonly effects: ProfilerEffects } {
  const clock = startCoreClock();
  const effects: ProfilerEffects = {
    ...effectsOfGates,
    now: clock.now,
    trackContinuations: (stageCount) => trackContinuations(stageCount, clock.now),
  };
  return { clock, effects };
}
