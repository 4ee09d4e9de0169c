import type { Parameters, StageContract } from "./pipeline-profile.ts";

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
}

/** Metric id of the whole pipeline. */
export const pipelineMetricId = "pipeline";

/** Metric id of a stage. */
export function stageMetricId(stageName: string): string {
  return `stage:${stageName}`;
}
