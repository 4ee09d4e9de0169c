import type { Environment, Tool } from "./environment.ts";
import type { LoadSummary } from "./verdict.ts";

/** A rate with the interval that the trials behind it allow, all 0..1. */
export interface TrialRate {
  readonly trialCount: number;
  readonly hitCount: number;
  /** Clopper and Pearson's 95 % interval. */
  readonly low: number;
  readonly high: number;
}

/** What replayed gates over recorded rounds of unchanged code said. */
export interface ReplayedUnchanged {
  readonly windowCount: number;
  readonly alarmCount: number;
  readonly passCount: number;
  readonly inconclusiveCount: number;
  readonly meanRoundCount: number;
  /** Alarms of gates that share no round: the only ones that stand for independent trials. */
  readonly separate: TrialRate;
}

/** How often a slow-down of one stage, added to the recorded rounds, was found. */
export interface PowerPoint {
  readonly stage: string;
  /** Relative, such as 0.1. */
  readonly change: number;
  readonly windowCount: number;
  /** Share of gates that failed, 0..1. */
  readonly detected: number;
  /** Share that blamed this stage and no other, 0..1. */
  readonly aloneBlamed: number;
  readonly meanRoundCount: number;
  /** Of gates that share no round: those that blamed this stage and no other. */
  readonly separate: TrialRate;
}

/** Whole gates, run live, with a fault put into the running pipeline or with none. */
export interface LiveTrials {
  /** What was put in: none, time or allocation. */
  readonly fault: "none" | "time" | "allocation";
  /** The stage; null without a fault. */
  readonly stage: string | null;
  /** How much more, as a share; 0 without a fault. */
  readonly share: number;
  /** Gates that failed. */
  readonly failed: TrialRate;
  /** Gates that blamed the stage and no other; null without a fault. */
  readonly aloneBlamed: TrialRate | null;
}

/** The whole of `selftest.json`: how often this gate is wrong, on this machine, with this pipeline. */
export interface SelftestReport {
  readonly schemaVersion: 1;
  readonly tool: Tool;
  readonly createdAt: string;
  readonly pipeline: string;
  /** Where the rounds were measured. */
  readonly environment: Environment;
  readonly roundCount: number;
  readonly isInterleaved: boolean;
  readonly load: LoadSummary;
  readonly unchanged: ReplayedUnchanged;
  readonly power: readonly PowerPoint[];
  /** Least slow-down per stage that four of five gates find, of those tried; null where none was. */
  readonly detectable: readonly { readonly stage: string; readonly change: number | null }[];
  /** Empty where recorded rounds were replayed only. */
  readonly live: readonly LiveTrials[];
}
