import {
  type LabelReview,
  labelReviewSchemaVersion,
  type ReviewItem,
  type ReviewReason,
} from "../model/label-review.ts";
import type { CopyGroup } from "./find-duplicates.ts";
import { labelPairs } from "./findings/similar-labels.ts";
import { annotatorAgreement, disagreements } from "./label-agreement.ts";
import { copyConflicts, type LabelledSpace, labelSuspects } from "./label-suspects.ts";
import { type ExampleItem, itemLabels } from "./measured-example.ts";

/** What a review looks at besides the examples. */
export interface ReviewSources extends LabelledSpace {
  /** Ids of copies of one recording or picture. */
  readonly copies: readonly CopyGroup[];
  /** Columns that hold what each annotator said; none for none. */
  readonly annotators: readonly string[];
  /** Whether samples or pixels were decoded. */
  readonly hasListened: boolean;
}

const reasons: readonly ReviewReason[] = [
  "copies-disagree",
  "annotators-disagree",
  "neighbours-disagree",
  "label-misspelt",
];

/** What is worth a look in the labels of a dataset, and how its annotators agree. */
export function reviewLabels(
  items: readonly ExampleItem[],
  { copies, annotators, hasListened, ...space }: ReviewSources,
): Omit<LabelReview, "tool" | "source" | "dataset"> {
  const { check, suspects } = labelSuspects(items, space);
  const found: readonly ReviewItem[] = [
    ...copyConflicts(items, copies, space.words),
    ...disagreements(items, annotators),
    ...suspects,
    ...misspelt(items),
  ];
  const countOf = (reason: ReviewReason): number => found.filter((item) => item.reason === reason).length;
  return {
    schemaVersion: labelReviewSchemaVersion,
    exampleCount: items.length,
    labelledCount: items.filter((item) => itemLabels(item).length > 0).length,
    agreement: annotators.length < 2 ? null : annotatorAgreement(items, annotators),
    neighbours: hasListened ? check : null,
    countByReason: Object.fromEntries(
      reasons.map((reason) => [reason, countOf(reason)]),
    ) as LabelReview["countByReason"],
    items: found,
  };
}

/** Examples whose label looks like another one. */
function misspelt(items: readonly ExampleItem[]): readonly ReviewItem[] {
  const { variants, misspellings } = labelPairs(items);
  return [...variants, ...misspellings].flatMap(({ rare, common }) =>
    rare.examples.map((id): ReviewItem => {
      const evidence = `"${rare.label}" (${rare.count}) looks like "${common.label}" (${common.count})`;
      return {
        ...{ id, label: rare.label, reason: "label-misspelt", proposedLabel: common.label },
        ...{ strength: 0.5, evidence, neighbours: [] },
      };
    }),
  );
}
