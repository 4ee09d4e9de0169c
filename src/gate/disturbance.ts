import type { PairedRound, Round } from "../model/round.ts";

/** When a round is thrown away, whatever it measured. */
export interface DisturbanceLimits {
  /** CPU pressure, 0..1, above which a round does not count; 1 lets all count. */
  readonly maxPressure: number;
  /** Share of the best core share seen so far below which a round does not count. */
  readonly leastCoreShare: number;
  /** Share of all rounds that may be thrown away. */
  readonly mostDiscarded: number;
}

/** Limits where the user sets nothing. */
export const defaultDisturbanceLimits: DisturbanceLimits = {
  maxPressure: 1,
  leastCoreShare: 0.3,
  mostDiscarded: 0.3,
};

/** Rounds sorted by their load alone. */
export interface SortedRounds {
  readonly kept: readonly PairedRound[];
  readonly discardedCount: number;
}

/**
 * Throws away rounds, both sides together, whose load says that they were disturbed. It looks at the load and at nothing else: the
 * difference between the sides is not known here. Once as many are gone as may go, the rest is kept.
 */
export function discardDisturbed(
  rounds: readonly PairedRound[],
  limits: DisturbanceLimits = defaultDisturbanceLimits,
): SortedRounds {
  let best = 0;
  let discardedCount = 0;
  const kept = rounds.filter((round, index) => {
    const shares = sidesOf(round).map(coreShare);
    best = Math.max(best, ...shares);
    const isStarved = shares.some((share) => share < limits.leastCoreShare * best);
    const isPressed = sidesOf(round).some(
      ({ load }) => load.processorPressure !== null && load.processorPressure > limits.maxPressure,
    );
    const mayGo = discardedCount + 1 <= limits.mostDiscarded * (index + 1);
    if (!(isStarved || isPressed) || !mayGo) return true;
    discardedCount++;
    return false;
  });
  return { kept, discardedCount };
}

/** Both sides of a round. */
export function sidesOf({ base, head }: PairedRound): readonly [Round, Round] {
  return [base, head];
}

/** Share of its ready time that a round's main thread had a core; 1 where unknown. */
function coreShare({ load }: Round): number {
  return 1 - (load.queueShare ?? 0);
}
