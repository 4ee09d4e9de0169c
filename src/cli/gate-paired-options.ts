import { type Command, InvalidArgumentError, Option } from "commander";
import { SoundingsError } from "../model/errors.ts";
import type { Parameters } from "../model/pipeline-profile.ts";
import type { DecisionRule, GateReport } from "../model/verdict.ts";
import { type RunPairedGateOptions, runPairedGate } from "../workflows/run-paired-gate.ts";
import { tidyOnInterrupt } from "./interruption.ts";
import { positiveCount, wholeNumber } from "./option-values.ts";
import type { Terminal } from "./terminal.ts";

/** Options of `profile gate --against`. */
export interface PairedGateOptions {
  /** A git ref; true where it was given without one; absent compares with a stored baseline. */
  readonly against?: string | true;
  /** An older ref to compare with too. */
  readonly anchor?: string;
  readonly rounds?: RoundRange;
  readonly passes: number;
  readonly examples: number;
  readonly maxTime: number;
  readonly seed: number;
  readonly separate: boolean;
  readonly build: string | boolean;
  readonly allowRemoved?: readonly string[];
  readonly maxPressure: number;
  readonly trustCalibration: boolean;
  readonly accept?: string;
  readonly param: Parameters;
}

/** Rounds at least and at most. */
export interface RoundRange {
  readonly least: number;
  readonly most: number;
}

/** Adds the options of a comparison with another revision. */
export function withPairedGateOptions(command: Command): Command {
  return command
    .option(
      "--against [ref]",
      "compare with a git revision instead, both built and measured side by side (default: where HEAD left the main branch)",
    )
    .option(
      "--anchor <ref>",
      "an older revision to compare with too, such as the last release: many small steps add up; with --against",
    )
    .option(
      "--passes <count>",
      "passes in each round, after two to warm up; with --against",
      positiveCount,
      5,
    )
    .option("-n, --examples <count>", "examples per pass at most; with --against", positiveCount, 64)
    .option("--seed <number>", "seed of the order of the sides", wholeNumber, 1)
    .option("--separate", "measure each revision in a process of its own; with --against", false)
    .addOption(
      new Option("--build <command>", "how to build a revision (default: its build script)").default(true),
    )
    .option("--no-build", "build neither revision")
    .option("--allow-removed <stages>", "stages, separated by commas, that may be gone", names)
    .option(
      "--accept <reason>",
      "accept the slow-downs that are found: they go to .soundings/accepted.jsonl, to be committed; with --against",
      nonEmpty,
    )
    .option("--trust-calibration", "let a baseline of another machine fail the run", false)
    .option(
      "--max-pressure <ratio>",
      "throw rounds away during which CPU pressure was higher, at most 30% of them",
      Number,
      1,
    );
}

/** Compares with another revision. */
export function gateAgainst(
  module: string | undefined,
  options: PairedGateOptions,
  { rule, terminal }: { readonly rule: Partial<DecisionRule>; readonly terminal: Terminal },
): Promise<GateReport> {
  if (module === undefined) {
    throw new SoundingsError("usage", "--against needs the module that exports the pipeline", {
      hint: "profile gate pipeline.ts --against origin/main",
    });
  }
  const { against, build } = options;
  tidyOnInterrupt();
  const pipelines: RunPairedGateOptions["pipelines"] = {
    parameters: options.param,
    passCount: options.passes,
    exampleCount: options.examples,
    injection: null,
  };
  return runPairedGate({
    module,
    against: typeof against === "string" ? against : null,
    anchor: options.anchor ?? null,
    buildCommand: build === true ? null : build === false ? "" : build,
    onStep: (step) => terminal.note(step),
    pipelines,
    rule,
    acceptReason: options.accept ?? null,
    compare: {
      rounds: options.rounds ?? null,
      maxSeconds: options.maxTime,
      seed: options.seed,
      mayInterleave: !options.separate,
      countingProcessCount: 2,
      acceptedStages: options.allowRemoved ?? [],
      maxPressure: options.maxPressure,
      onRound: (index, count) =>
        terminal.progress((index + 1) / count, `round ${index + 1} of at most ${count}`),
    },
  });
}

/** Reads a number of rounds, or the least and the most: 10:48. */
export function roundRange(text: string): RoundRange {
  const [least = Number.NaN, most = least] = text.split(":").map(Number);
  if (Number.isSafeInteger(least) && Number.isSafeInteger(most) && least >= 3 && most >= least)
    return { least, most };
  throw new InvalidArgumentError("give a whole number of at least 3, or two such as 10:48");
}

function nonEmpty(text: string): string {
  if (text.trim() !== "") return text.trim();
  throw new InvalidArgumentError("give a reason");
}

function names(text: string): readonly string[] {
  return text.split(",").map((name) => name.trim());
}
