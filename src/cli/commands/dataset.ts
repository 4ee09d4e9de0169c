import { type Command, Option } from "commander";
import { isAtLeast, type Severity } from "../../model/finding.ts";
import { coreCount } from "../../workflows/doctor.ts";
import { profileDataset } from "../../workflows/profile-dataset.ts";
import { writeDatasetReport } from "../../workflows/write-reports.ts";
import { type CommonOptions, settle, withCommonOptions } from "../common-options.ts";
import { finish } from "../finish.ts";
import { positiveCount, severity } from "../option-values.ts";

interface DatasetOptions extends CommonOptions {
  readonly out?: string;
  readonly labelPattern?: string;
  readonly labelColumn?: string;
  readonly pathColumn?: string;
  readonly splitColumn?: string;
  readonly groupColumn?: string;
  readonly features: "none" | "meyda";
  readonly workers: number;
  readonly reproducible: boolean;
  readonly failOn?: Severity;
}

/** `profile dataset <path>`. */
export function addDatasetCommand(program: Command): void {
  const command = program
    .command("dataset")
    .summary("look at a dataset: labels, durations, levels, frequencies, findings")
    .description(
      "Reads a dataset and writes dataset.html and dataset.json: what is in it, and what is wrong with it.",
    )
    .argument(
      "<path>",
      "a folder of audio (a folder per label, or names that say the label), or a CSV, TSV or JSONL manifest",
    )
    .option("-o, --out <folder>", "where to write (default: reports/<name>)")
    .option("--label-pattern <pattern>", "what file names say, such as '{label}_{group}_{index}.wav'")
    .option("--label-column <name>", "column of a manifest that holds the label")
    .option("--path-column <name>", "column that holds the path of the file")
    .option("--split-column <name>", "column that holds the split")
    .option("--group-column <name>", "column that holds the group: speaker, recording, session")
    .addOption(new Option("--features <set>", "further features").choices(["none", "meyda"]).default("none"))
    .option("-w, --workers <count>", "threads (default: one per core)", positiveCount, coreCount())
    .option("--reproducible", "leave out the date, so that the same data give the same bytes", false)
    .option(
      "--fail-on <severity>",
      "exit with 1 on findings at least this grave: info, warning or error",
      severity,
    )
    .addHelpText(
      "after",
      `
Examples:
  $ profile dataset recordings/
  $ profile dataset fsdd/recordings --label-pattern '{label}_{group}_{index}.wav'
  $ profile dataset labels.csv --label-column category --split-column fold --fail-on error`,
    );
  withCommonOptions(command).action(async (path: string) => {
    const { options, terminal } = await settle<DatasetOptions>(command);
    const startedAt = performance.now();
    const report = await profileDataset({
      path,
      labelPattern: options.labelPattern,
      labelColumn: options.labelColumn,
      pathColumn: options.pathColumn,
      splitColumn: options.splitColumn,
      groupColumn: options.groupColumn,
      features: options.features,
      workerCount: options.workers,
      isReproducible: options.reproducible,
      onProgress: (done, total, audioSeconds) => {
        const perSecond = done / ((performance.now() - startedAt) / 1000);
        const left = Math.ceil((total - done) / perSecond);
        const audio = `${(audioSeconds / 3600).toFixed(2)} h of audio`;
        terminal.progress(
          done / total,
          `${done} of ${total} files, ${audio}, ${perSecond.toFixed(0)} files/s, ${left} s left`,
        );
      },
    });
    terminal.endProgress();
    finish(terminal, await writeDatasetReport(report, options.out ?? null));
    const { failOn } = options;
    if (failOn !== undefined && report.findings.some((finding) => isAtLeast(finding.severity, failOn))) {
      process.exitCode = 1;
    }
  });
}
