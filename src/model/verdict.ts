import type { Metric } from "./baseline.ts";
import type { Tool } from "./environment.ts";
import type { Estimate } from "./estimate.ts";

/** What is decided of one metric. */
export type ComparisonKind = "passed" | "regressed" | "improved" | "inconclusive" | "missing" | "new";

/** One metric now against the baseline. */
export interface Comparison {
  readonly kind: ComparisonKind;
  readonly metric: Metric;
  /** Centre of the baseline's rounds (geometric), in the metric's unit; null for `new`. */
  readonly baseline: number | null;
  /** Centre of the current rounds; null for `missing`. */
  readonly current: number | null;
  /** Current over baseline minus 1: 0.1 is 10 % slower; null for `missing` and `new`. */
  readonly relativeChange: Estimate | null;
  /** One-sided p of "no slower than the margin", adjusted by Holm; null for `missing` and `new`. */
  readonly pValue: number | null;
  /** One-sided p of "slower than the tolerance"; small proves that it is within; null for `missing` and `new`. */
  readonly pWithinTolerance: number | null;
  /**
   * Smallest relative slow-down that this run would have found with 80 % power; null for `missing` and `new`, and where
   * even a hundredfold one would not have been.
   */
  readonly detectableChange: number | null;
  /** Rounds in the baseline and now. */
  readonly baselineRoundCount: number;
  readonly currentRoundCount: number;
}

/** The rule that decided, with its numbers. */
export interface DecisionRule {
  /** Slow-down, as a ratio, that is never a regression (delta). */
  readonly margin: number;
  /** Slow-down, as a ratio, below which a stage must be proved to lie to pass (Delta). */
  readonly tolerance: number;
  /** Family-wise probability of a false regression. */
  readonly alpha: number;
  /** Probability of passing a stage that is slower by the tolerance. */
  readonly beta: number;
  /** Share trimmed at each end. */
  readonly trim: number;
  /** Standard deviation allowed for drift of the machine between the two runs, of a log ratio. */
  readonly driftAllowance: number;
  /** A stage that takes less than this share of the pipeline's time in the baseline counts as taking this share. */
  readonly negligibleShare: number;
  /** Whether times were divided by the calibration kernel's. */
  readonly isCalibrated: boolean;
}

/** The decision over all metrics. */
export interface Verdict {
  readonly kind: "passed" | "regressed" | "improved" | "inconclusive" | "missing";
  /** Stages to blame: those whose own work regressed, worst first. */
  readonly blamedStages: readonly string[];
  /** One sentence for a person. */
  readonly message: string;
  readonly comparisons: readonly Comparison[];
  readonly rule: DecisionRule;
  /** Fields in which the machines differ; not empty makes the verdict advisory. */
  readonly machineDifferences: readonly string[];
  /** Whether the verdict may fail a build. */
  readonly isAdvisory: boolean;
}

/** The whole of `gate.json`. */
export interface GateReport extends Verdict {
  readonly schemaVersion: 1;
  readonly tool: Tool;
  readonly createdAt: string;
  readonly baselineName: string;
  readonly baselinePath: string;
  readonly baselineCreatedAt: string;
  readonly baselineCommit: string | null;
  readonly roundCount: number;
  /** How to see this again by hand. */
  readonly reproduceCommand: string;
  /** How to accept the change. */
  readonly acceptCommand: string;
}
