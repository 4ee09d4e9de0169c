import type { Bottleneck } from "../../model/pipeline-profile.ts";
import type { Advice, Prediction } from "../../model/prediction.ts";

/** Gain below which a change is not worth anybody's time, as a ratio. */
const worthwhile = 0.05;

/** Whether to go on optimising: not once the consumer binds, nor where no change, not even a stage that costs nothing, gains. */
export function advise(
  predictions: readonly Prediction[],
  bottleneck: Bottleneck,
  consumers: ReadonlySet<string>,
): Advice {
  const above = predictions.filter(({ change }) => !consumers.has(change.stage));
  const best = above.reduce<Prediction | undefined>(
    (a, b) => (a && a.speedup >= b.speedup ? a : b),
    undefined,
  );
  const gain = (best?.speedup ?? 1) - 1;
  if (consumers.has(bottleneck.stage) && gain < worthwhile) {
    return {
      isWorthwhile: false,
      reason: `Stop here: "${bottleneck.stage}" is the consumer and binds. No change above it gains ${percent(worthwhile)} or more; make the consumer faster, or leave it.`,
    };
  }
  if (best === undefined || gain < worthwhile) {
    return {
      isWorthwhile: false,
      reason: `Stop here: no change of a single stage, not even one that made it cost nothing, gains ${percent(worthwhile)} or more.`,
    };
  }
  const cheapest = above.find(({ speedup, effort }) => speedup - 1 >= worthwhile && (effort ?? 8) < 8);
  return {
    isWorthwhile: true,
    reason:
      cheapest === undefined
        ? `Only "${best.change.stage}" is worth work: if it cost nothing, throughput would gain ${percent(gain)}.`
        : `Most gain for its effort: "${cheapest.change.stage}" (${cheapest.change.kind}), ${percent(cheapest.speedup - 1)} more.`,
  };
}

function percent(ratio: number): string {
  return `${Math.round(100 * ratio)}%`;
}
