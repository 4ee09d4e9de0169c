import type { ProfilerEffects } from "./effects.ts";

/** Knows when the event loop last looked for finished work, as far as it was noticed. */
export interface PollClock {
  /** When the loop last came out of a wait, in seconds. */
  lastWakeSeconds(): number;
  /** The latest moment at which the loop is known to have looked before this turn: what is seen now was not there then. */
  lastPollSeconds(): number;
}

/**
 * Begins to watch. A wait in the poll shows as idle time. While the loop is never idle, its turns are counted: what a turn finds
 * was not there in the turn before, and that one had looked before its own work began.
 */
export function watchPolls(
  effects: Pick<ProfilerEffects, "now" | "loopIdleSeconds" | "loopTurnCount">,
): PollClock {
  let idleSeconds = effects.loopIdleSeconds();
  let wakeSeconds = effects.now();
  let turn = effects.loopTurnCount?.() ?? 0;
  let turnSeconds = wakeSeconds;
  let turnBeforeSeconds = Number.NEGATIVE_INFINITY;

  function lastWakeSeconds(): number {
    const idleNow = effects.loopIdleSeconds();
    if (idleNow > idleSeconds) {
      idleSeconds = idleNow;
      wakeSeconds = effects.now();
    }
    return wakeSeconds;
  }

  return {
    lastWakeSeconds,
    lastPollSeconds() {
      const turnNow = effects.loopTurnCount?.() ?? turn;
      if (turnNow !== turn) {
        turn = turnNow;
        turnBeforeSeconds = turnSeconds;
        turnSeconds = effects.now();
      }
      return Math.max(lastWakeSeconds(), turnBeforeSeconds);
    },
  };
}
