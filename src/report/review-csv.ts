import type { LabelReview } from "../model/label-review.ts";
import { csvLine } from "./csv-line.ts";

/** Columns of a review sheet; `decision` and `corrected_label` are for the reviewer to fill. */
export const reviewColumns = [
  "id",
  "label",
  "reason",
  "proposed_label",
  "strength",
  "evidence",
  "decision",
  "corrected_label",
  "note",
] as const;

/** A review sheet as CSV: one row per example and reason, three columns to fill. */
export function reviewCsv({ items }: LabelReview): string {
  const rows = items.map(({ id, label, reason, proposedLabel, strength, evidence }) =>
    csvLine([id, label, reason, proposedLabel, Number(strength.toFixed(3)), evidence, null, null, null]),
  );
  return [csvLine(reviewColumns), ...rows].join("");
}
