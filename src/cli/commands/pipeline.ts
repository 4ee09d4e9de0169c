import type { Command } from "commander";
import { isAtLeast, type Severity } from "../../model/finding.ts";
import type { Parameters } from "../../model/pipeline-profile.ts";
import type { RunTrace } from "../../model/run-trace.ts";
import { liveLines, profilePipeline } from "../../workflows/profile-pipeline.ts";
import { isTracePath, profileTrace } from "../../workflows/profile-trace.ts";
import type { CpuProfiles } from "../../workflows/sample-code.ts";
import { writePipelineReport } from "../../workflows/write-reports.ts";
import { type CommonOptions, settle, withCommonOptions } from "../common-options.ts";
import { exitCodes } from "../exit-codes.ts";
import { finish } from "../finish.ts";
import { stopOnInterrupt } from "../interruption.ts";
import { addParameter, bytesPerSecond, durationSeconds, positiveCount, severity } from "../option-values.ts";

interface PipelineOptions extends CommonOptions {
  readonly out?: string;
  readonly param: Parameters;
  readonly examples?: number;
  readonly maxTime?: number;
  readonly trace?: boolean;
  readonly cpuProf?: boolean;
  readonly failOn?: Severity;
  readonly calibrate?: boolean;
  readonly causal?: boolean;
  readonly causalTime?: number;
  readonly diskRate?: number;
}

/** Time that virtual speed-ups are given where nothing else is said, in seconds. */
const causalSeconds = 30;

/** `profile pipeline <module>`. */
export function addPipelineCommand(program: Command): void {
  const command = program
    .command("pipeline")
    .description(
      "Runs the pipeline that a module exports, measures each stage, and writes pipeline.html and pipeline.json.",
    )
    .argument(
      "<module>",
      "module that exports a pipeline, or a trace (.json, .json.gz) of torch.profiler or tf.data",
    )
    .option("-o, --out <folder>", "where to write (default: reports/<name>)")
    .option("-p, --param <key=value>", "a parameter of the pipeline; repeatable", addParameter, {})
    .option("-n, --examples <count>", "stop after about this many examples", positiveCount)
    .option("--max-time <time>", "stop after this time, such as 30s or 5m", durationSeconds)
    .option("--trace", "also write trace.json for Perfetto and speedscope.json")
    .option(
      "--cpu-prof",
      "also sample the main thread: functions of the bottleneck, pipeline.cpuprofile, bottleneck.cpuprofile",
    )
    .option(
      "--fail-on <severity>",
      "exit with 1 on findings at least this grave: info, warning or error",
      severity,
    )
    .option("--calibrate", "also time stages in isolation: waits alone, batches at several sizes")
    .option("--causal", "also speed stages up virtually, by slowing the others down (about 30 s more)")
    .option("--causal-time <time>", "how long to do so, such as 2m", durationSeconds)
    .option(
      "--disk-rate <rate>",
      "how fast the disk can be read, such as 200MB/s (default: measured)",
      bytesPerSecond,
    )
    .addHelpText(
      "after",
      `
Examples:
  $ profile pipeline pipeline.ts
  $ profile pipeline pipeline.ts --param data=recordings --examples 500 --max-time 60s
  $ profile pipeline pipeline.ts --cpu-prof

Ctrl-C stops and reports what was measured, with exit code 5; Ctrl-C again ends at once.`,
    );
  withCommonOptions(command).action(async (module: string) => {
    const { options, terminal } = await settle<PipelineOptions>(command);
    let trace: RunTrace | null = null;
    const keepTrace = (made: RunTrace): void => {
      trace = made;
    };
    let cpu: CpuProfiles | null = null;
    const keepProfiles = (made: CpuProfiles): void => {
      cpu = made;
    };
    const interruption = stopOnInterrupt(terminal);
    const report = await (isTracePath(module)
      ? profileTrace(module)
      : profilePipeline({
          module,
          parameters: options.param,
          maxExamples: options.examples ?? null,
          maxSeconds: options.maxTime ?? null,
          calibrates: options.calibrate ?? false,
          ...(options.diskRate && { diskBytesPerSecond: options.diskRate }),
          ...(options.causal || options.causalTime !== undefined
            ? { causalSeconds: options.causalTime ?? causalSeconds }
            : {}),
          ...(options.trace && { onTrace: keepTrace }),
          ...(options.cpuProf && { onCpuProfiles: keepProfiles }),
          signal: interruption.signal,
          onProgress: (outputCount, elapsedSeconds, stages) => {
            const share = options.maxTime === undefined ? null : elapsedSeconds / options.maxTime;
            const rate = (outputCount / elapsedSeconds).toFixed(1);
            terminal.live(share, `${outputCount} outputs, ${rate} per second`, () => liveLines(stages()));
          },
        }));
    interruption.end();
    terminal.endProgress();
    finish(terminal, await writePipelineReport(report, options.out ?? null, { trace, cpu }));
    if (interruption.signal.aborted) {
      terminal.note("stopped: the report says what was measured until then");
      process.exitCode = exitCodes.run;
      return;
    }
    const { failOn } = options;
    if (failOn !== undefined && report.findings.some((finding) => isAtLeast(finding.severity, failOn))) {
      process.exitCode = 1;
    }
  });
}
