import type { Drift } from "../model/drift.ts";
import type { AttributeValue } from "../model/example.ts";

/** One property of all examples, before and now. */
export interface DriftColumn {
  /** What it is, such as `durationSeconds` or `label`. */
  readonly feature: string;
  readonly scope: Drift["scope"];
  /** Whether numbers in it are names rather than amounts. */
  readonly isCategory: boolean;
  /** What its numbers are where they are seconds since 1970, UTC. */
  readonly temporal?: Drift["temporal"];
  /** One value per example; null where it is missing. */
  readonly before: readonly AttributeValue[];
  readonly after: readonly AttributeValue[];
}

/** A drift that has been measured and not yet been judged. */
export type MeasuredDrift = Omit<Drift, "outcome" | "adjustedPValue" | "detectableEffect"> & {
  /** Smallest effect that is significant at this level. */
  readonly detectableAt: (alpha: number) => number;
};
