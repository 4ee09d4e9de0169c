import type { Tool } from "./environment.ts";

/** Version of a stored ledger; raised when a field changes its meaning. */
export const ledgerSchemaVersion = 1;

/** What a reviewer decided of one example. */
export type LabelDecisionKind =
  /** The label is right. */
  | "keep"
  /** Another label is right. */
  | "relabel"
  /** The example is to be left out. */
  | "exclude"
  /** Nobody can tell. */
  | "unclear";

/** One decision, bound to what was heard. */
export interface LabelDecision {
  readonly id: string;
  /** SHA-256 of the bytes of its media, hex. */
  readonly contentSha256: string;
  readonly kind: LabelDecisionKind;
  /** The label when it was reviewed. */
  readonly label: string | null;
  /** The label that is right, of `relabel`; else null. */
  readonly correctedLabel: string | null;
  readonly note: string;
}

/** One approval of all labels of a dataset as they were. */
export interface LabelApproval {
  /** ISO 8601, UTC. */
  readonly approvedAt: string;
  /** What the reviewer is, never who: `domain expert`, `second annotator`. */
  readonly reviewerRole: string;
  /** Why the labels are good enough: never empty. */
  readonly reason: string;
  /** SHA-256 over every example's id, content and labels: any change of one of them ends the approval. */
  readonly labelSetSha256: string;
  readonly exampleCount: number;
  readonly decisions: readonly LabelDecision[];
}

/** All approvals of a dataset's labels, the latest last: entries are added and never changed. */
export interface LabelLedger {
  readonly schemaVersion: typeof ledgerSchemaVersion;
  readonly tool: Tool;
  readonly dataset: string;
  readonly approvals: readonly LabelApproval[];
}

/** One example of a label set, as an approval is bound to it. */
export interface LabelledContent {
  readonly id: string;
  /** SHA-256 of the bytes of its media, hex; null when it cannot be read. */
  readonly contentSha256: string | null;
  readonly labels: readonly string[];
}

/** A dataset's labels and contents, and the one hash of them all. */
export interface LabelSet {
  readonly dataset: string;
  readonly labelSetSha256: string;
  /** In order of id. */
  readonly examples: readonly LabelledContent[];
}
