import type { Counter } from "../model/baseline.ts";
import type { CountedRound } from "../model/round.ts";

/** The counts of several processes, by stage and quantity. */
export function countersOf(rounds: readonly CountedRound[]): readonly Counter[] {
  return (rounds[0]?.counts ?? []).map(({ stage, quantity }) => ({
    stage,
    quantity,
    values: rounds.flatMap(({ counts }) =>
      counts
        .filter((count) => count.stage === stage && count.quantity === quantity)
        .map(({ value }) => value),
    ),
  }));
}
