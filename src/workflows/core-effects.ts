import { type CoreClock, startCoreClock } from "../io/core-clock.ts";
import { trackContinuations } from "../io/track-continuations.ts";
import type { ProfilerEffects } from "../profiler/effects.ts";
import { gateEffects } from "./effects.ts";

/** The real machine on a clock of the main thread's own time: what a gate compares. */
export function coreEffects(): { readonly clock: CoreClock; readonly effects: ProfilerEffects } {
  const clock = startCoreClock();
  const effects: ProfilerEffects = {
    ...gateEffects,
    now: clock.now,
    trackContinuations: (stageCount) => trackContinuations(stageCount, clock.now),
  };
  return { clock, effects };
}
