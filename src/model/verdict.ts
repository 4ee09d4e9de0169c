import type { Metric } from "./baseline.ts";
import type { DatasetComparison } from "./dataset-comparison.ts";
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

/** What a check is about; each is a category of its own in every output. */
export type CheckCategory = "counter" | "contract" | "dataset" | "finding";

/** `failed` fails the verdict, `inconclusive` keeps it from passing for certain, `notice` is only told. */
export type CheckKind = "passed" | "failed" | "inconclusive" | "notice";

/** Something other than a time: a count, a shape, a set of examples, a distribution of them. */
export interface Check {
  readonly category: CheckCategory;
  readonly kind: CheckKind;
  /** The stage, column or dataset it is about; null for the whole. */
  readonly subject: string | null;
  /** What was compared, such as `allocatedBytes` or `dtype`. */
  readonly quantity: string;
  /** Value in the baseline and now, in the unit that `quantity` says; null where one has none. */
  readonly baseline: number | string | null;
  readonly current: number | string | null;
  /** Relative difference that is allowed, 0..1; 0 for what has to be equal. */
  readonly tolerance: number;
  /** One sentence for a person. */
  readonly message: string;
  /** Size of a difference between distributions, 0..1 (or -1..1 for shares); absent where nothing was estimated. */
  readonly effect?: Estimate;
  /** What that size is, in words; with `effect`. */
  readonly measure?: string;
  /** p of such a difference by chance, adjusted over all distributions by Benjamini and Hochberg; with `effect`. */
  readonly adjustedPValue?: number;
  /** Smallest effect that would have been found; with `effect`. */
  readonly detectableEffect?: number;
  /** Ids of examples that show it: at most 20; absent where it is about none. */
  readonly examples?: readonly string[];
}

/** The machine's load while the rounds were measured. */
export interface LoadSummary {
  /** Median share of time, 0..1, in which some task waited for a core (PSI); null where the system does not say. */
  readonly processorPressure: number | null;
  /** Median share of a round, 0..1, that its main thread was ready to run and had no core; null where unknown. */
  readonly queueShare: number | null;
}

/** How the rounds of a gate went. */
export interface RoundAccount {
  /** Rounds that were judged. */
  readonly roundCount: number;
  /** Rounds thrown away as disturbed, on both sides, before their difference was looked at. */
  readonly discardedRoundCount: number;
  /** Why no further round was measured. */
  readonly endedBy: "decision" | "rounds" | "time";
  /** Seed of the order of the sides. */
  readonly seed: number;
  readonly load: LoadSummary;
  /** Stages whose second copy in a process is slower or faster than its first, whichever revision that is; absent where none is. */
  readonly crossTalk?: readonly CrossTalk[];
}

/** How the two copies of one process get into each other's way. */
export interface CrossTalk {
  readonly metricId: string;
  /** Relative time of the copy that is loaded second over that of the first, less 1. */
  readonly bias: Estimate;
}

/** The two revisions of a paired gate. */
export interface Revisions {
  /** As it was asked for, such as `origin/main`. */
  readonly against: string;
  /** Full hash of the revision compared with. */
  readonly baseCommit: string;
  /** Full hash of HEAD. */
  readonly headCommit: string;
  /** Whether the working folder had uncommitted changes: they were measured too. */
  readonly isDirty: boolean;
  /** Whether both revisions were loaded into one process, whose passes alternate. */
  readonly isInterleaved: boolean;
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
  /** Whether the verdict must not fail a build. */
  readonly isAdvisory: boolean;
  /** What was compared without chance; absent in reports of older versions. */
  readonly checks?: readonly Check[];
  /** What the same run says against the baseline's older anchor; absent without one. */
  readonly anchor?: AnchorComparison;
}

/** A run against the last one that somebody decided on, so that many small steps are seen. */
export interface AnchorComparison {
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly commit: string | null;
  readonly kind: Verdict["kind"];
  readonly comparisons: readonly Comparison[];
}

/** The dataset of a gate, and what it was compared with. */
export interface DatasetGate {
  /** Path of the dataset, as it was given. */
  readonly source: string;
  readonly baselinePath: string;
  readonly baselineCreatedAt: string;
  readonly baselineCommit: string | null;
  readonly comparison: DatasetComparison;
  /** Kinds of change that were only told. */
  readonly allowed: readonly string[];
}

/** One earlier gate's value of a metric. */
export interface HistoryPoint {
  /** ISO 8601, UTC. */
  readonly measuredAt: string;
  readonly commit: string | null;
  /** In the metric's unit. */
  readonly value: number;
}

/** Where a series changed its level. */
export interface ChangePoint {
  /** Index of the first point of the new level. */
  readonly index: number;
  /** New level over old level less 1. */
  readonly relativeChange: number;
  /** Two-sided p of no change there, corrected for the places tried. */
  readonly pValue: number;
}

/** One metric over the gates of the past on machines of this class, the present one last. */
export interface MetricHistory {
  readonly metricId: string;
  readonly unit: string;
  /** Oldest first: at most the last 200. */
  readonly points: readonly HistoryPoint[];
  readonly changePoints: readonly ChangePoint[];
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
  /** Absent in reports of older versions. */
  readonly account?: RoundAccount;
  /** Of a paired gate; absent where a stored baseline was compared with. `baselineName` is the ref then, `baselinePath` its commit. */
  readonly revisions?: Revisions;
  /** Path of the pipeline's module; absent without one, and in reports of older versions. */
  readonly module?: string;
  /** Of a gate over a dataset; absent without one. */
  readonly dataset?: DatasetGate;
  /** Whether a pipeline was measured; false where only a dataset was compared. Absent in reports of older versions: true. */
  readonly hasPipeline?: boolean;
  /** The metrics over time; absent without a history. */
  readonly history?: readonly MetricHistory[];
  /** How to see this again by hand. */
  readonly reproduceCommand: string;
  /** How to accept the change. */
  readonly acceptCommand: string;
}
