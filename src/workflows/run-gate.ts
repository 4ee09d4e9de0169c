import { defaultRule } from "../gate/decision-rule.ts";
import { judgeStored } from "../gate/judge-stored.ts";
import { readBaseline } from "../io/baseline-store.ts";
import { readDate } from "../io/clocks.ts";
import { readingPath } from "../io/stored-json.ts";
import { tool } from "../io/tool.ts";
import type { Parameters } from "../model/pipeline-profile.ts";
import type { DecisionRule, GateReport } from "../model/verdict.ts";
import { baselineFolder } from "./baselines.ts";
import { measureRounds } from "./measure-rounds.ts";
import { parameterText, quoted } from "./shell-words.ts";

/** What to compare, and how strictly. What is left out is taken from the baseline. */
export interface RunGateOptions {
  /** Name of the stored baseline, or the path of its file. */
  readonly baselineName: string;
  /** Path of the module; null takes the baseline's own. */
  readonly module: string | null;
  /** Over the parameters of the baseline. */
  readonly parameters: Parameters;
  /** Rounds; null takes as many as the baseline has. */
  readonly roundCount: number | null;
  readonly maxSeconds: number;
  /** Over the default rule. */
  readonly rule: Partial<DecisionRule>;
  /** Stages that were removed on purpose; default none. */
  readonly acceptedStages?: readonly string[];
  /** Whether a baseline of another machine may fail the run, by way of the calibration kernels; default false. */
  readonly trustsCalibration?: boolean;
  readonly onRound?: (roundIndex: number, roundCount: number) => void;
}

/**
 * `profile gate`: measures a pipeline as its baseline was measured, and decides.
 * @throws SoundingsError ("baseline") when the baseline is missing or cannot be read
 */
export async function runGate(options: RunGateOptions): Promise<GateReport> {
  const baseline = await readBaseline(baselineFolder, options.baselineName);
  const module = options.module ?? baseline.module;
  const current = await measureRounds({
    module,
    parameters: { ...baseline.pipeline.parameters, ...options.parameters },
    passCount: baseline.passCount,
    exampleCount: baseline.exampleCount,
    roundCount: options.roundCount ?? baseline.roundCount,
    maxSeconds: options.maxSeconds,
    ...(options.onRound ? { onRound: options.onRound } : {}),
  });
  const verdict = judgeStored(baseline, current, {
    rule: { ...defaultRule, ...options.rule },
    acceptedStages: options.acceptedStages ?? [],
    trustsCalibration: options.trustsCalibration ?? false,
  });
  return {
    ...verdict,
    schemaVersion: 1,
    tool,
    createdAt: readDate(),
    baselineName: options.baselineName,
    baselinePath: readingPath(baselineFolder, options.baselineName),
    baselineCreatedAt: baseline.createdAt,
    baselineCommit: baseline.commit,
    roundCount: current.roundCount,
    module,
    reproduceCommand: `profile gate ${quoted(module)} --baseline ${quoted(options.baselineName)}${parameterText(options.parameters)}`,
    acceptCommand: `profile baseline accept ${baseline.name}${module === baseline.module ? "" : ` ${quoted(module)}`} --reason "<why>"`,
  };
}
