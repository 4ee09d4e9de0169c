import type { Resource } from "../../model/pipeline-profile.ts";
import type { Change, Prediction } from "../../model/prediction.ts";
import { displayName } from "../display-text.ts";
import { formatNumber } from "../format-number.ts";

/** A change in a few words: `augment free`, `decode 2x faster`. */
export function changeText(change: Change): string {
  const { amount } = change;
  const stage = displayName(change.stage);
  switch (change.kind) {
    case "free":
      return `${stage} free`;
    case "faster":
      return `${stage} ${formatNumber(amount)}x faster`;
    case "parallel":
      return `${stage} on ${formatNumber(amount)} ${amount === 1 ? "worker" : "workers"}${slotWords(change)}`;
    case "batched":
      return amount === null ? `${stage} batched` : `${stage} in batches of ${formatNumber(amount)}`;
    case "cached":
      return `${stage} cached`;
    case "concurrent":
      return `${stage} with ${formatNumber(amount)} calls at once`;
    case "prefetched":
      return `${formatNumber(amount)} outputs of ${stage} made ahead`;
    case "allocated":
      return `${formatNumber(amount)} cores shared out: ${(change.parts ?? []).map(changeText).join(", ")}`;
  }
}

/** A stage's threads stand still between calls unless more calls are under way than there are threads. */
function slotWords({ slotCount }: Change): string {
  return slotCount === undefined ? "" : ` with ${formatNumber(slotCount)} calls at once`;
}

/** A resource in words: `main thread`, `slots of decode`. */
export function resourceText(resource: Resource): string {
  if (resource === "main") return "main thread";
  if (resource === "cores") return "cores";
  if (resource === "consumer") return "consumer";
  if (resource === "disk") return "disk";
  if (resource.startsWith("threads:")) return `threads of ${displayName(resource.slice("threads:".length))}`;
  return `slots of ${displayName(resource.slice("slots:".length))}`;
}

/** Before a prediction that is the least of a gain; nothing before another. */
export function leastWords({ isLeast }: Pick<Prediction, "isLeast">): string {
  return isLeast === true ? "at least " : "";
}
