import type { Counter, Metric } from "./baseline.ts";
import type { Parameters, StageContract } from "./pipeline-profile.ts";

/** The load that a process measured under: what a round may be thrown away for, blind to what it measured. */
export interface RoundLoad {
  /** Share of the last 10 seconds, 0..1, in which some task waited for a core (PSI); null where the system does not say. */
  readonly processorPressure: number | null;
  /** Share of its main thread's own time, 0..1, that it was ready to run and had no core; null where unknown. */
  readonly queueShare: number | null;
}

/** What one round, a fresh process, measured. */
export interface Round {
  readonly pipeline: { readonly name: string; readonly parameters: Parameters };
  /** Seconds per example, by metric id, in the order of the stages. */
  readonly secondsPerExample: Readonly<Record<string, number>>;
  /** Seconds of the calibration kernel in the same process. */
  readonly calibrationSeconds: number;
  /** Passes over the same examples, after warm-up. */
  readonly passCount: number;
  /** Examples per pass. */
  readonly exampleCount: number;
  /** Contract of each stage, by name. */
  readonly contracts: Readonly<Record<string, StageContract | null>>;
  readonly load: RoundLoad;
  /** Wall seconds per example by metric id, one value per pass: what a plain stopwatch would have said. */
  readonly passSeconds: Readonly<Record<string, readonly number[]>>;
}

/** One round of a paired gate: both revisions, in one process or one after the other. */
export interface PairedRound {
  readonly base: Round;
  readonly head: Round;
  /** Which side began. */
  readonly isBaseFirst: boolean;
}

/** One count of one process. */
export interface Count extends Omit<Counter, "values"> {
  readonly value: number;
}

/** What one process counted rather than timed. */
export interface CountedRound {
  /** Over one pass, in the order of the stages. */
  readonly counts: readonly Count[];
  readonly contracts: Readonly<Record<string, StageContract | null>>;
}

/** Metric id of the whole pipeline. */
export const pipelineMetricId = "pipeline";

/** Metric id of a stage. */
export function stageMetricId(stageName: string): string {
  return `stage:${stageName}`;
}

/** What a metric id measures. */
export function metricFor(id: string): Metric {
  return {
    id,
    stage: id === pipelineMetricId ? null : id.slice(stageMetricId("").length),
    unit: "secondsPerExample",
    direction: "lower-is-better",
    estimator:
      id === pipelineMetricId ? "sum over outputs of the fastest pass" : "sum over calls of the fastest pass",
  };
}
