import { type Command, Option } from "commander";
import type { AudioChoice } from "../../model/clip-evidence.ts";
import type { Shard } from "../../model/dataset-part.ts";
import { SoundingsError } from "../../model/errors.ts";
import { type Finding, isAtLeast, type Severity } from "../../model/finding.ts";
import { coreCount } from "../../workflows/doctor.ts";
import { isTableRun } from "../../workflows/is-table-run.ts";
import type { MeasureDatasetOptions } from "../../workflows/measure-dataset.ts";
import type { ReportOptions } from "../../workflows/report-part.ts";
import type { DatasetPageOptions } from "../../workflows/write-reports.ts";
import { collectAlone } from "../collect-alone.ts";
import { type CommonOptions, settle, withCommonOptions } from "../common-options.ts";
import { compileLate } from "../compile-late.ts";
import { audioOption, redactOption } from "../dataset-page-options.ts";
import { exitCodes } from "../exit-codes.ts";
import { finish } from "../finish.ts";
import { listenForInterrupt } from "../interruption.ts";
import { type LayoutOptions, layoutOf, withLayoutOptions } from "../layout-options.ts";
import { positiveCount, severity, shard } from "../option-values.ts";
import { showDatasetProgress } from "../show-dataset-progress.ts";
import type { Terminal } from "../terminal.ts";

interface DatasetOptions extends CommonOptions, LayoutOptions {
  readonly out?: string;
  readonly features: "none" | "meyda";
  readonly table: boolean;
  readonly by?: string;
  readonly schema?: string;
  readonly key?: string;
  readonly reference?: string;
  readonly speech: boolean;
  readonly headersOnly: boolean;
  readonly shard?: Shard;
  readonly resume: boolean;
  readonly workers: number;
  readonly reproducible: boolean;
  readonly audio: AudioChoice;
  readonly redact: boolean;
  readonly failOn?: Severity;
}

/** `profile dataset <path>`. */
export function addDatasetCommand(program: Command): void {
  const command = program
    .command("dataset")
    .description(
      "Reads a dataset and writes dataset.html and dataset.json: what is in it, and what is wrong with it.",
    )
    .argument("<path>", "a folder, a manifest or a shard of any known layout: docs/layouts.md lists them")
    .option("-o, --out <folder>", "where to write (default: reports/<name>)");
  withLayoutOptions(command)
    .addOption(new Option("--features <set>", "further features").choices(["none", "meyda"]).default("none"))
    .option("--table", "look at the table itself, even where it names audio files", false)
    .option(
      "--by <column>",
      "cut by the values of a column, or by label, split or group: every slice beside the others",
    )
    .option("--key <columns>", "columns, with commas between them, that shall tell the rows of a table apart")
    .option("--schema <file>", "hold a table against this schema; where there is no such file, write it")
    .option(
      "--reference <dataset>",
      "hold it against another: a folder, a manifest, a table, a part or a dataset.json",
    )
    .option("--speech", "the recordings are speech: adds their signal-to-noise ratio (WADA)", false)
    .option(
      "--headers-only",
      "read headers alone: lengths and formats, at thousands of files per second",
      false,
    )
    .option("--shard <i/n>", "measure one of n equal shares into the file --out, for profile merge", shard)
    .option("--resume", "go on where a run with the same options was stopped or killed", false)
    .option("-w, --workers <count>", "threads (default: one per core)", positiveCount, coreCount())
    .option("--reproducible", "leave out the date, so that the same data give the same bytes", false)
    .addOption(audioOption())
    .addOption(redactOption())
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
  $ profile dataset labels.csv --label-column category --split-column fold --fail-on error
  $ profile dataset cars.csv --label-column origin
  $ profile dataset photos/
  $ profile dataset march.csv --reference reports/february/dataset.json
  $ profile dataset recordings/ --shard 2/8 --out part-2.json

Ctrl-C stops and reports what is done, with exit code 5; Ctrl-C again ends at once.`,
    );
  withCommonOptions(command).action(async (path: string) => {
    compileLate();
    const { options, terminal } = await settle<DatasetOptions>(command);
    if (options.reference !== undefined) refuseWithReference(options);
    if (options.shard !== undefined) fileFor(options.shard, options.out);
    if (options.table || (options.layout === undefined && (await isTableRun(path, options.pathColumn)))) {
      await lookAtTable(path, options, terminal);
      return;
    }
    const interruption = listenForInterrupt(() => {
      terminal.endProgress();
      terminal.note("stopping: the files under way are finished; Ctrl-C again ends at once");
    });
    try {
      const { listDataset } = await import("../../workflows/list-dataset.ts");
      const listed = await listDataset(path, layoutOf(options));
      const run = { ...runOptions(path, options), listed, signal: interruption.signal };
      if (listed.kind === "image") refuseWithImages(options);
      if (options.by !== undefined) refuseWithSlices(options);
      // Whom nobody tells need not look at all headers first, for the length of the whole.
      const onProgress = options.quiet ? undefined : showDatasetProgress(terminal);
      await measure({ ...run, onProgress }, options, terminal);
    } finally {
      interruption.end();
    }
  });
}

/** What a comparison would tell or not see. */
function refuseWithReference({ redact, shard: asked }: DatasetOptions): void {
  if (asked !== undefined) {
    throw new SoundingsError("usage", "--reference holds a whole dataset against another, not a shard", {
      hint: "merge the shards, and compare the report by profile diff",
    });
  }
  if (redact) {
    throw new SoundingsError("usage", "--redact does not hide what --reference would show", {
      hint: "leave one of them out",
    });
  }
}

/** Looks at a plain table, and says where the result is. */
async function lookAtTable(path: string, options: DatasetOptions, terminal: Terminal): Promise<void> {
  collectAlone();
  const { labelColumn, labelSeparator, splitColumn, groupColumn, out, failOn, shard: asked } = options;
  const run = {
    ...{ path, labelColumn, labelSeparator, splitColumn, groupColumn },
    workerCount: options.workers,
    isReproducible: options.reproducible,
    isRedacted: options.redact,
    byColumn: options.by,
    keyColumns: options.key?.split(",").map((name) => name.trim()),
  };
  if (asked !== undefined) {
    if (options.key !== undefined)
      throw new SoundingsError("usage", "--key tells the rows of a whole table apart, not those of a shard");
    if (options.redact)
      throw new SoundingsError("usage", "--redact hides a table when it is looked at in one run");
    if (options.schema !== undefined)
      throw new SoundingsError("usage", "--schema holds a whole table against a schema, not a shard");
    const { runTableShard } = await import("../../workflows/table-shards.ts");
    terminal.note(`wrote ${await runTableShard({ ...run, shard: asked, out: fileFor(asked, out) })}`);
    return;
  }
  if (options.redact && options.schema !== undefined)
    throw new SoundingsError("usage", "--schema would tell the values that --redact hides", {
      hint: "leave one of them out",
    });
  const { runTable } = await import("../../workflows/run-table.ts");
  const { report, written } = await runTable({
    ...run,
    schemaPath: options.schema ?? null,
    referencePath: options.reference,
    out: out ?? null,
  });
  finish(terminal, written);
  failOnFindings(report.findings, failOn);
}

/** What slices of files would tell, or cannot be cut from. */
function refuseWithSlices({ redact, shard: asked }: DatasetOptions): void {
  if (!redact && asked === undefined) return;
  throw new SoundingsError(
    "usage",
    redact
      ? "--redact does not hide what --by would show"
      : "--by cuts a whole dataset into slices, not a shard",
    { hint: redact ? "leave one of them out" : "give --by to profile merge" },
  );
}

/** What there is for sound alone. */
function refuseWithImages({ resume, features, speech }: DatasetOptions): void {
  const refused = [
    ...(resume ? ["--resume"] : []),
    ...(features === "none" ? [] : ["--features"]),
    ...(speech ? ["--speech"] : []),
  ];
  if (refused.length === 0) return;
  throw new SoundingsError(
    "usage",
    `${refused.join(" and ")}: for datasets of audio; this one holds images`,
    {
      hint: "leave it out",
    },
  );
}

/** Where a shard goes. */
function fileFor({ number, count }: Shard, out: string | undefined): string {
  if (out !== undefined) return out;
  throw new SoundingsError("usage", "a shard needs a file to go to", {
    hint: `--shard ${number}/${count} --out part-${number}.json`,
  });
}

/** Ends with exit code 1 when a finding is as grave as asked for. */
function failOnFindings(findings: readonly Finding[], failOn: Severity | undefined): void {
  if (failOn !== undefined && findings.some(({ severity }) => isAtLeast(severity, failOn)))
    process.exitCode = 1;
}

/** What the options say of what to measure. */
function runOptions(path: string, options: DatasetOptions) {
  return {
    ...layoutOf(options),
    ...{ path, features: options.features },
    isSpeech: options.speech,
    isHeadersOnly: options.headersOnly,
    workerCount: options.workers,
    isReproducible: options.reproducible,
    isRedacted: options.redact,
    byColumn: options.by,
    audio: options.audio,
    resume: options.resume,
    referencePath: options.reference,
  };
}

/** Measures a dataset or a shard of it, and says where the result is. */
async function measure(
  run: MeasureDatasetOptions &
    ReportOptions &
    DatasetPageOptions & { readonly resume: boolean; readonly referencePath: string | undefined },
  { shard, out, failOn }: DatasetOptions,
  terminal: Terminal,
): Promise<void> {
  // Loaded when it is known that there is no table: most of a start goes into modules.
  const { runDataset, runShard } = await import("../../workflows/run-dataset.ts");
  if (shard !== undefined) {
    const written = await runShard({ ...run, shard, out: fileFor(shard, out) });
    terminal.endProgress();
    terminal.note(`wrote ${written}`);
    return;
  }
  const { report, written, missingCount } = await runDataset({ ...run, out: out ?? null });
  terminal.endProgress();
  finish(terminal, written);
  if (missingCount > 0) {
    terminal.note(`stopped: ${missingCount} files are not in the report; --resume goes on with them`);
    process.exitCode = exitCodes.run;
    return;
  }
  failOnFindings(report.findings, failOn);
}
