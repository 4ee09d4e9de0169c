import type { LabelApproval } from "../model/label-ledger.ts";
import type { LabelReview, ReviewReason } from "../model/label-review.ts";
import type { Check } from "../model/verdict.ts";
import { displayText } from "./display-text.ts";
import { formatCount, formatNumber, formatPlural, formatShare } from "./format-number.ts";
import { factLine, type TextLine, textLine } from "./text-line.ts";

/** Items that a terminal is given. */
const shownItems = 8;

const names: Readonly<Record<ReviewReason, string>> = {
  "copies-disagree": "copies with different labels",
  "annotators-disagree": "annotators disagree",
  "neighbours-disagree": "neighbours have another label",
  "label-misspelt": "spelt two ways",
};

/** A review in a few lines. */
export function reviewText(review: LabelReview): readonly TextLine[] {
  const { dataset, labelledCount, countByReason, agreement, neighbours, items } = review;
  return [
    textLine(`${displayText(dataset, 80)}  ${formatPlural(labelledCount, "labelled example")}`, "heading"),
    ...Object.entries(countByReason).map(([reason, count]) =>
      textLine(
        `  ${formatCount(count).padStart(6)} ${names[reason as ReviewReason]}`,
        count > 0 ? "warning" : "plain",
      ),
    ),
    ...(neighbours === null ? [] : [factLine("neighbours", neighbourText(neighbours))]),
    ...(agreement === null
      ? []
      : [
          factLine(
            "annotators",
            `Fleiss' kappa ${agreement.fleissKappa === null ? "undefined" : formatNumber(agreement.fleissKappa)} over ${formatPlural(agreement.completeCount, "example")}; they differ on ${formatCount(agreement.disagreeingCount)}`,
          ),
          ...agreement.pairs.map(({ a, b, kappa, count }) =>
            textLine(
              `    ${displayText(a, 30)} and ${displayText(b, 30)}: Cohen's kappa ${kappa === null ? "undefined" : formatNumber(kappa)} (${formatCount(count)})`,
            ),
          ),
        ]),
    ...items
      .slice(0, shownItems)
      .map(({ id, label, proposedLabel, evidence }) =>
        textLine(
          `    ${displayText(id, 60)}: ${displayText(label ?? "none", 30)}${proposedLabel === null ? "" : `, perhaps ${displayText(proposedLabel, 30)}`} (${displayText(evidence, 120)})`,
          "warning",
        ),
      ),
    ...(items.length > shownItems
      ? [textLine(`    and ${formatCount(items.length - shownItems)} more in review.csv`, "muted")]
      : []),
  ];
}

function neighbourText({
  balancedAccuracy,
  chance,
  isTelling,
}: NonNullable<LabelReview["neighbours"]>): string {
  const right = `choose the right label of ${formatShare(balancedAccuracy)} (chance: ${formatShare(chance)})`;
  return isTelling ? right : `${right}: too little to suspect anybody`;
}

/** An approval in a few lines. */
export function approvalText(
  dataset: string,
  { approvedAt, reviewerRole, exampleCount, decisions, labelSetSha256 }: LabelApproval,
): readonly TextLine[] {
  const counts = ["keep", "relabel", "exclude", "unclear"].map(
    (kind) => `${decisions.filter((one) => one.kind === kind).length} ${kind}`,
  );
  return [
    textLine(`the labels of ${displayText(dataset, 80)} are approved`, "good"),
    factLine("by", displayText(reviewerRole, 80)),
    factLine("on", approvedAt),
    factLine("examples", formatCount(exampleCount)),
    factLine("decisions", counts.join(", ")),
    factLine("label set", labelSetSha256.slice(0, 16)),
  ];
}

/** Whether labels are approved, in one line. */
export function approvalCheckText({ kind, message }: Check): readonly TextLine[] {
  return [textLine(displayText(message, 300), kind === "passed" ? "good" : "bad")];
}
