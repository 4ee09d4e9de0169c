import { type Command, Option } from "commander";
import type { GateReport } from "../../model/verdict.ts";
import { gateEverything, hasPipelineBaseline, namesFile } from "../../workflows/gate-everything.ts";
import { runGate } from "../../workflows/run-gate.ts";
import { type CommonOptions, settle, withCommonOptions } from "../common-options.ts";
import {
  datasetGateOptions,
  type GateDatasetCliOptions,
  withGateDatasetOptions,
} from "../gate-dataset-options.ts";
import { gateExitCode } from "../gate-exit-code.ts";
import { deliverGate, type GateOutputOptions, withGateOutputOptions } from "../gate-outputs.ts";
import {
  gateAgainst,
  type PairedGateOptions,
  roundRange,
  withPairedGateOptions,
} from "../gate-paired-options.ts";
import { addParameter, durationSeconds, ratio } from "../option-values.ts";
import type { Terminal } from "../terminal.ts";
import { addSelftest } from "./gate-selftest.ts";

interface GateOptions extends CommonOptions, PairedGateOptions, GateOutputOptions, GateDatasetCliOptions {
  readonly baseline: string;
  readonly margin?: number;
  readonly tolerance?: number;
  readonly alpha?: number;
  readonly failOn: "regression" | "inconclusive";
  readonly warnOnly: boolean;
}

/** `profile gate [module]`. */
export function addGateCommand(program: Command): void {
  const command = program
    .command("gate")
    .description("Measures a pipeline as its baseline was measured, compares stage by stage, and decides.")
    .argument("[module]", "module that exports the pipeline (default: the baseline's)")
    .option(
      "-b, --baseline <name>",
      "name of the stored baseline, or the path of a file (also a dataset.json)",
      "main",
    )
    .option("-o, --out <folder>", "where to write (default: reports/<baseline>)")
    .option(
      "-p, --param <key=value>",
      "a parameter of the pipeline, over the baseline's; repeatable",
      addParameter,
      {},
    )
    .option(
      "--rounds <count>",
      "rounds, each a fresh process (default: as many as the baseline has; with --against 10:48, at least and at most)",
      roundRange,
    )
    .option("--max-time <time>", "begin no further round after this time", durationSeconds, 600)
    .option("--margin <ratio>", "slow-down that is never a regression (default: 3%)", ratio)
    .option("--tolerance <ratio>", "slow-down that must be ruled out to pass (default: 10%)", ratio)
    .option("--alpha <ratio>", "probability of a false alarm over all stages (default: 0.01)", ratio)
    .addOption(
      new Option("--fail-on <what>", "what ends with an exit code other than 0")
        .choices(["regression", "inconclusive"])
        .default("regression"),
    )
    .option("--warn-only", "exit with 0 even on a regression", false)
    .addHelpText(
      "after",
      `
Examples:
  $ profile baseline save main pipeline.ts      store how fast it is now
  $ profile gate --baseline main                compare, later
  $ profile gate pipeline.ts --against origin/main         compare with where the branch began
  $ profile gate pipeline.ts --margin 5% --fail-on inconclusive
  $ profile gate --dataset recordings/ --junit gate.xml      the dataset too, against its stored state
  $ profile gate --dataset recordings/ --baseline reports/recordings/dataset.json      by what a report counts

Exit codes: 0 passed (or inconclusive), 1 regression or a failed check,
3 inconclusive with --fail-on inconclusive, 4 no such baseline, 5 nothing was measured.`,
    );
  withPairedGateOptions(command);
  withGateDatasetOptions(command);
  withGateOutputOptions(command);
  addSelftest(command);
  withCommonOptions(command).action(async (module: string | undefined) => {
    const { options, terminal } = await settle<GateOptions>(command);
    const dataset = datasetGateOptions(options, terminal);
    const withPipeline =
      dataset === null ||
      module !== undefined ||
      options.against !== undefined ||
      (await hasPipelineBaseline(options.baseline));
    if (!withPipeline && !namesFile(options.baseline))
      terminal.note(`no pipeline is stored as ${options.baseline}: the dataset alone is compared`);
    const report = await gateEverything(
      withPipeline ? () => gatePipeline(module, options, terminal) : null,
      dataset,
    );
    terminal.endProgress();
    await deliverGate(report, options, terminal);
    process.exitCode = gateExitCode(report, options);
  });
}

/** Gates a pipeline, against another revision or a stored baseline. */
function gatePipeline(
  module: string | undefined,
  options: GateOptions,
  terminal: Terminal,
): Promise<GateReport> {
  const { margin, tolerance, alpha } = options;
  const rule = {
    ...(margin === undefined ? {} : { margin }),
    ...(tolerance === undefined ? {} : { tolerance }),
    ...(alpha === undefined ? {} : { alpha }),
  };
  if (options.against !== undefined) return gateAgainst(module, options, { rule, terminal });
  return runGate({
    baselineName: options.baseline,
    module: module ?? null,
    parameters: options.param,
    roundCount: options.rounds?.most ?? null,
    acceptedStages: options.allowRemoved ?? [],
    trustsCalibration: options.trustCalibration,
    maxSeconds: options.maxTime,
    rule,
    onRound: (index, count) => terminal.progress((index + 1) / count, `round ${index + 1} of ${count}`),
  });
}
