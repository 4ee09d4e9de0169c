import type { Tool } from "./environment.ts";
import type { MediaKind } from "./media-kind.ts";

/** Version of `labels.json`; raised when a field changes its meaning. */
export const labelReviewSchemaVersion = 1;

/** Why a label is worth a look. */
export type ReviewReason =
  /** Equal or near-equal recordings or pictures have different labels. */
  | "copies-disagree"
  /** Annotators chose different labels. */
  | "annotators-disagree"
  /** Its neighbours in feature space have another label. */
  | "neighbours-disagree"
  /** The label looks like another one, spelt differently. */
  | "label-misspelt";

/** An example to hear or see beside another. */
export interface ReviewNeighbour {
  readonly id: string;
  readonly label: string | null;
}

/** One example whose label is worth a look. */
export interface ReviewItem {
  readonly id: string;
  readonly label: string | null;
  readonly reason: ReviewReason;
  /** The label that the evidence speaks for; null where it speaks for none. */
  readonly proposedLabel: string | null;
  /** How strongly, 0..1: share of neighbours, of annotators, or 1 for a copy. */
  readonly strength: number;
  /** One sentence for a person. */
  readonly evidence: string;
  /** What to hear or see beside it: copies, or its nearest neighbours, at most 3. */
  readonly neighbours: readonly ReviewNeighbour[];
}

/** How two annotators agree. */
export interface AnnotatorPair {
  readonly a: string;
  readonly b: string;
  readonly count: number;
  /** Share of agreement, 0..1. */
  readonly observed: number;
  /** Cohen's kappa; null where chance alone explains all. */
  readonly kappa: number | null;
  readonly standardError: number | null;
  /** How often `a` said one label and `b` another, most frequent first: at most 50. */
  readonly confusions: readonly { readonly a: string; readonly b: string; readonly count: number }[];
}

/** How all annotators agree. */
export interface AnnotatorAgreement {
  readonly annotators: readonly string[];
  readonly pairs: readonly AnnotatorPair[];
  /** Fleiss' kappa over the items that all of them labelled; null where it is undefined. */
  readonly fleissKappa: number | null;
  /** Items that all of them labelled. */
  readonly completeCount: number;
  /** Items on which two of them differ. */
  readonly disagreeingCount: number;
}

/** How well neighbours in feature space tell labels, without which their disagreement says nothing. */
export interface NeighbourCheck {
  /** Examples with features and a label. */
  readonly count: number;
  /** Neighbours of each that were asked. */
  readonly neighbourCount: number;
  /** Share of examples, weighed so that each label counts the same, whose neighbours choose their label, 0..1. */
  readonly balancedAccuracy: number;
  /** The same by chance. */
  readonly chance: number;
  /** Whether that is enough for a suspicion: suspects are named only then. */
  readonly isTelling: boolean;
}

/** `labels.json`. */
export interface LabelReview {
  readonly schemaVersion: typeof labelReviewSchemaVersion;
  readonly tool: Tool;
  readonly source: string;
  readonly dataset: string;
  /** What its files hold; audio where left out. */
  readonly kind?: MediaKind;
  readonly exampleCount: number;
  readonly labelledCount: number;
  /** Null unless annotators were named. */
  readonly agreement: AnnotatorAgreement | null;
  /** Null where nothing was decoded. */
  readonly neighbours: NeighbourCheck | null;
  readonly countByReason: Readonly<Record<ReviewReason, number>>;
  /** The strongest first of each reason, copies first: an example may be there for several. */
  readonly items: readonly ReviewItem[];
}
