import type { DecisionRule } from "../../model/verdict.ts";
import { formatShare } from "../format-number.ts";

/** How the verdict was reached, sentence by sentence. */
export function ruleSentences(rule: DecisionRule): readonly string[] {
  return [
    `A stage regresses when it is slower by more than the margin of ${formatShare(rule.margin)}, shown with a probability of a false alarm of at most ${formatShare(rule.alpha)} over all stages together (Yuen's trimmed t on log times, ${formatShare(rule.trim)} trimmed at each end, adjusted by Holm).`,
    `It passes when being slower by the tolerance of ${formatShare(rule.tolerance)} is ruled out; a stage that is that much slower passes with a probability of at most ${formatShare(rule.beta)}. What is neither is inconclusive.`,
    rule.driftAllowance > 0
      ? `The intervals allow ${formatShare(rule.driftAllowance)} for drift of the machine between the two runs.`
      : "Nothing is allowed for drift of the machine between the two runs.",
    rule.isCalibrated
      ? "Times were divided by those of a fixed calculation measured in the same rounds."
      : "Times were compared as they are, without calibration.",
  ];
}
