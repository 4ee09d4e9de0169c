import type { Command } from "commander";
import type { Parameters } from "../../model/pipeline-profile.ts";
import { verifyPipeline } from "../../workflows/verify-pipeline.ts";
import { writePipelineReport } from "../../workflows/write-reports.ts";
import { type CommonOptions, settle, withCommonOptions } from "../common-options.ts";
import { exitCodes } from "../exit-codes.ts";
import { finish } from "../finish.ts";
import { stopOnInterrupt } from "../interruption.ts";
import { addParameter, durationSeconds, positiveCount } from "../option-values.ts";

interface VerifyOptions extends CommonOptions {
  readonly out?: string;
  readonly param: Parameters;
  readonly examples?: number;
  readonly maxTime?: number;
  readonly changes: number;
  readonly pairs: number;
  readonly window?: number;
  readonly tune?: boolean;
}

/** `profile verify <module>`. */
export function addVerifyCommand(program: Command): void {
  const command = program
    .command("verify")
    .description(
      "Profiles a pipeline, applies the changes that can be applied by themselves (calls at once, threads, batches, a cache, queues, recorded outputs in place of a stage), and measures each against the pipeline as it is, window by window in turn.",
    )
    .argument("<module>", "TypeScript or JavaScript module that exports a pipeline")
    .option("-o, --out <folder>", "where to write (default: reports/<name>)")
    .option("-p, --param <key=value>", "a parameter of the pipeline; repeatable", addParameter, {})
    .option("-n, --examples <count>", "profile about this many examples", positiveCount)
    .option("--max-time <time>", "profile for this long, such as 10s", durationSeconds)
    .option("--changes <count>", "try this many changes", positiveCount, 6)
    .option("--pairs <count>", "measure this many pairs of windows for each", positiveCount, 8)
    .option("--window <time>", "length of one window at about (default: 0.3s)", durationSeconds)
    .option("--tune", "name the options to keep: those of the change that was measured to gain most")
    .addHelpText(
      "after",
      `
Examples:
  $ profile verify pipeline.ts
  $ profile verify pipeline.ts --changes 4 --pairs 12 --tune

Ctrl-C stops after the change under way and reports what was measured, with exit code 5.`,
    );
  withCommonOptions(command).action(async (module: string) => {
    const { options, terminal } = await settle<VerifyOptions>(command);
    const interruption = stopOnInterrupt(terminal);
    const report = await verifyPipeline({
      module,
      parameters: options.param,
      maxExamples: options.examples ?? null,
      maxSeconds: options.maxTime ?? null,
      changeCount: options.changes,
      pairCount: options.pairs,
      ...(options.window === undefined ? {} : { windowSeconds: options.window }),
      tunes: options.tune ?? false,
      signal: interruption.signal,
      onProgress: (outputCount) => terminal.progress(null, `profiling: ${outputCount} outputs`),
      onChange: ({ change }, index, count) =>
        terminal.progress(index / count, `trying ${change.stage} ${change.kind} (${index + 1} of ${count})`),
    });
    interruption.end();
    terminal.endProgress();
    finish(terminal, await writePipelineReport(report, options.out ?? null));
    if (interruption.signal.aborted) {
      terminal.note("stopped: changes that are not in the report were not tried");
      process.exitCode = exitCodes.run;
    }
  });
}
