import type { Environment, Tool } from "./environment.ts";
import type { Parameters, StageContract } from "./pipeline-profile.ts";

/** Version of a baseline file; raised when a field changes its meaning. */
export const baselineSchemaVersion = 1;

/** What is measured, and which way is good. */
export interface Metric {
  /** Unique in a run: `stage:<name>` for a stage, `pipeline` for the whole. */
  readonly id: string;
  /** The stage it belongs to; null for the whole pipeline. */
  readonly stage: string | null;
  /** Seconds of main-thread work per example for a stage, seconds of wall time per example for an asynchronous one. */
  readonly unit: "secondsPerExample";
  readonly direction: "lower-is-better";
  /** How a round's one value was made from its passes. */
  readonly estimator: string;
}

/** Repeated values of one metric, one per round, all kept, in the order they were measured. */
export interface Sample {
  readonly metricId: string;
  readonly values: readonly number[];
}

/** What is counted rather than timed. */
export type CounterQuantity =
  | "inputCount"
  | "outputCount"
  | "byteCount"
  | "allocatedBytes"
  | "gcCount"
  | "peakBytes";

/** Something counted over one pass: the same code gives the same count, on any machine with the same Node.js. */
export interface Counter {
  /** The stage it belongs to; null for the whole pipeline. */
  readonly stage: string | null;
  readonly quantity: CounterQuantity;
  /** One value per counting process. */
  readonly values: readonly number[];
}

/** The rounds of one pipeline on one machine: what a baseline stores and a gate measures anew. */
export interface Measurement {
  readonly pipeline: { readonly name: string; readonly parameters: Parameters };
  readonly environment: Environment;
  readonly metrics: readonly Metric[];
  /** One sample per metric, each with `roundCount` values. */
  readonly samples: readonly Sample[];
  /** Seconds of a fixed piece of arithmetic, one value per round: how fast the machine was at the time. */
  readonly calibrationSeconds: readonly number[];
  /**
   * Share of the last 10 seconds, 0..1, in which some task waited for a core, after each round; null where the system
   * does not say.
   */
  readonly processorPressure: readonly (number | null)[];
  /** Rounds: fresh processes. */
  readonly roundCount: number;
  /** Passes over the same examples within a round, after warm-up. */
  readonly passCount: number;
  /** Examples per pass. */
  readonly exampleCount: number;
  /** Contract of each stage, by name. */
  readonly contracts: Readonly<Record<string, StageContract | null>>;
  /** Counts; absent in baselines of older versions. */
  readonly counters?: readonly Counter[];
  /** Seconds of each calibration kernel, by its name, the least over all rounds; absent in baselines of older versions. */
  readonly kernelSeconds?: Readonly<Record<string, number>>;
}

/** A decision to accept a change, for reviewers to read. */
export interface LedgerEntry {
  /** ISO 8601, UTC. */
  readonly acceptedAt: string;
  readonly commit: string | null;
  /** Why; never empty. */
  readonly reason: string;
  /** What was accepted, against the run that was stored before; absent where times were not what was accepted. */
  readonly changes?: readonly AcceptedChange[];
}

/** A slow-down against another revision that somebody accepted: a line of `.soundings/accepted.jsonl`. */
export interface AcceptedRegression {
  /** ISO 8601, UTC. */
  readonly acceptedAt: string;
  /** Full hash of the revision that was compared with. */
  readonly baseCommit: string;
  readonly metricId: string;
  /** Relative slow-down that is accepted: the upper end of what was measured. */
  readonly upTo: number;
  /** Why; never empty. */
  readonly reason: string;
}

/** A metric that left the margin, came or went when it was accepted. */
export interface AcceptedChange {
  readonly metricId: string;
  readonly kind: "regressed" | "improved" | "missing" | "new";
  /** Relative change; null where only one run has the metric. */
  readonly relativeChange: number | null;
}

/** A stored run to compare with. */
export interface Baseline extends Measurement {
  readonly schemaVersion: typeof baselineSchemaVersion;
  readonly tool: Tool;
  readonly name: string;
  /** Path of the pipeline module relative to the working folder, forward slashes. */
  readonly module: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** Git commit of the working folder, or null outside a repository. */
  readonly commit: string | null;
  /** Whether the working folder had uncommitted changes; null outside a repository. */
  readonly isDirty: boolean | null;
  readonly ledger: readonly LedgerEntry[];
  /**
   * The last run that somebody decided on (the first, or an accepted one): what small steps are added up from. Absent while the
   * stored run is that run itself, and in baselines of older versions.
   */
  readonly anchor?: Anchor;
}

/** An older run to compare with, so that many small steps are seen. */
export interface Anchor extends Measurement {
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly commit: string | null;
}
