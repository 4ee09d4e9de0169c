import type { Command } from "commander";
import type { Parameters } from "../../model/pipeline-profile.ts";
import { selftest } from "../../workflows/selftest.ts";
import { writeSelftestReport } from "../../workflows/write-selftest.ts";
import { type CommonOptions, settle, withCommonOptions } from "../common-options.ts";
import { finish } from "../finish.ts";
import { addParameter, durationSeconds, positiveCount, ratio, roundCount } from "../option-values.ts";

interface SelftestCliOptions extends CommonOptions {
  readonly out?: string;
  readonly param: Parameters;
  readonly rounds: number;
  readonly trials: number;
  readonly windows: number;
  readonly passes: number;
  readonly examples: number;
  readonly maxTime: number;
  readonly replay?: string;
  readonly record?: string;
  readonly separate: boolean;
  readonly margin?: number;
  readonly tolerance?: number;
}

/** `profile gate selftest [module]`. */
export function addSelftest(gate: Command): void {
  // What follows the word belongs to it, even where the gate has an option of the same name.
  gate.enablePositionalOptions();
  const command = gate
    .command("selftest")
    .summary("how often the gate is wrong, on this machine, with your pipeline")
    .description(
      "Measures a pipeline against itself, unchanged and with faults put into one stage, and says how often the gate raises a false alarm, what it finds, and whom it blames.",
    )
    .argument("[module]", "module that exports the pipeline")
    .option("-o, --out <folder>", "where to write selftest.json (default: reports/<pipeline>)")
    .option("-p, --param <key=value>", "a parameter of the pipeline; repeatable", addParameter, {})
    .option("--rounds <count>", "rounds of unchanged code to record", roundCount, 150)
    .option("--trials <count>", "live gates, of each kind", positiveCount, 5)
    .option("--windows <count>", "gates replayed over the recorded rounds", positiveCount, 2000)
    .option("--passes <count>", "passes in each round", positiveCount, 5)
    .option("-n, --examples <count>", "examples per pass at most", positiveCount, 64)
    .option("--max-time <time>", "half for recording, half for live gates", durationSeconds, 1200)
    .option("--replay <file>", "replay a recording, and measure nothing")
    .option("--record <file>", "keep the recorded rounds")
    .option("--separate", "a process per side from the start", false)
    .option("--margin <ratio>", "slow-down that is never a regression (default: 3%)", ratio)
    .option("--tolerance <ratio>", "slow-down that must be ruled out to pass (default: 10%)", ratio)
    .addHelpText(
      "after",
      `
Examples:
  $ profile gate selftest pipeline.ts --param data=recordings --record rounds.json
  $ profile gate selftest --replay rounds.json --margin 5%`,
    );
  withCommonOptions(command).action(async (module: string | undefined) => {
    const { options, terminal } = await settle<SelftestCliOptions>(command);
    const { margin, tolerance } = options;
    const report = await selftest({
      pipelines: module === undefined ? null : pipelinesOf(module, options),
      replayPath: options.replay ?? null,
      recordPath: options.record ?? null,
      roundCount: options.rounds,
      trialCount: options.trials,
      windowCount: options.windows,
      maxSeconds: options.maxTime,
      seed: 1,
      mayInterleave: !options.separate,
      rule: {
        ...(margin === undefined ? {} : { margin }),
        ...(tolerance === undefined ? {} : { tolerance }),
      },
      onStep: (step, share) => terminal.progress(share, step),
    });
    terminal.endProgress();
    finish(terminal, await writeSelftestReport(report, options.out ?? null));
  });
}

function pipelinesOf(module: string, { param, passes, examples }: SelftestCliOptions) {
  return {
    baseModule: module,
    headModule: module,
    parameters: param,
    passCount: passes,
    exampleCount: examples,
    injection: null,
  };
}
