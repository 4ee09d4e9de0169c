import { type Command, Option } from "commander";
import type { GateReport } from "../model/verdict.ts";
import { historyPath, recordHistory } from "../workflows/record-history.ts";
import { tellGithub, writeGateOutputs } from "../workflows/write-gate-outputs.ts";
import { writeGateReport } from "../workflows/write-reports.ts";
import { finish } from "./finish.ts";
import type { Terminal } from "./terminal.ts";

/** Where a verdict goes besides the terminal. */
export interface GateOutputOptions {
  readonly out?: string;
  readonly junit?: string;
  readonly sarif?: string;
  readonly comment?: string;
  readonly benchmark?: string;
  readonly bencher?: string;
  readonly github: boolean;
  /** A path; left out the usual one, false none. */
  readonly history?: string | boolean;
}

/** Adds the options that say where a verdict goes. */
export function withGateOutputOptions(command: Command): Command {
  return command
    .option("--junit <file>", "write JUnit XML, for Jenkins, GitLab and test reporters")
    .option("--sarif <file>", "write SARIF 2.1.0, for code scanning")
    .option(
      "--comment <file>",
      "write a comment for a pull request, to be updated in place by its first line",
    )
    .option("--benchmark <file>", "write what github-action-benchmark reads (customSmallerIsBetter)")
    .option("--bencher <file>", "write Bencher Metric Format")
    .addOption(
      new Option(
        "--github",
        "annotate in GitHub Actions; write the job summary and the step's outputs",
      ).default(false),
    )
    .option(
      "--history <file>",
      "history to add to and to show (default: .soundings/history/<baseline>.jsonl)",
    )
    .option("--no-history", "neither read nor add to the history");
}

/** Ends a gate: adds it to its history, writes its report and what was asked for, and shows it. */
export async function deliverGate(
  judged: GateReport,
  options: GateOutputOptions,
  terminal: Terminal,
): Promise<void> {
  const { report, warning } = await withHistory(judged, options);
  const written = await writeGateReport(report, options.out ?? null);
  const further = await writeGateOutputs(report, options);
  finish(terminal, { ...written, paths: [...written.paths, ...further] });
  if (warning !== null) terminal.note(`warning: the history was not added to: ${warning}`);
  if (options.github) {
    const files = {
      summary: process.env["GITHUB_STEP_SUMMARY"] ?? null,
      output: process.env["GITHUB_OUTPUT"] ?? null,
    };
    terminal.commands(await tellGithub(report, files, written.paths));
  }
}

async function withHistory(
  report: GateReport,
  { history }: GateOutputOptions,
): Promise<{ readonly report: GateReport; readonly warning: string | null }> {
  if (history === false) return { report, warning: null };
  return recordHistory(report, typeof history === "string" ? history : historyPath(report.baselineName));
}
