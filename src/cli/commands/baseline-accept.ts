import type { Command } from "commander";
import { SoundingsError } from "../../model/errors.ts";
import { acceptBaseline } from "../../workflows/baselines.ts";
import { acceptDataset } from "../../workflows/dataset-baselines.ts";
import { asJson } from "../../workflows/write-reports.ts";
import { type CommonOptions, settle, withCommonOptions } from "../common-options.ts";
import { withWorkers } from "../layout-options.ts";
import { durationSeconds } from "../option-values.ts";
import { showDatasetProgress } from "../show-dataset-progress.ts";
import type { Terminal } from "../terminal.ts";

interface AcceptOptions extends CommonOptions {
  /** A path; true takes the stored one. */
  readonly dataset?: string | true;
  readonly reason?: string;
  readonly workers: number;
  readonly maxTime: number;
}

/** `profile baseline accept`. */
export function addAccept(baseline: Command): void {
  const command = baseline
    .command("accept")
    .description("Replaces what is stored by what is there now, with a reason for reviewers to read.")
    .argument("<name>", "name of the baseline")
    .argument("[module]", "module that exports the pipeline now (default: the stored one)")
    .option("--dataset [path]", "accept the dataset as it is now (default: the stored path)")
    .option("--reason <text>", "why; it goes into the ledger of the stored file")
    .option("--max-time <time>", "begin no further round after this time", durationSeconds, 600)
    .addHelpText(
      "after",
      `
Examples:
  $ profile baseline accept main --reason "mel in double precision: 12 % slower, and right"
  $ profile baseline accept main --dataset --reason "200 new clips of speaker 7"`,
    );
  withWorkers(command);
  withCommonOptions(command).action(async (name: string, module: string | undefined) => {
    const { options, terminal } = await settle<AcceptOptions>(command);
    const reason = options.reason?.trim() ?? "";
    if (reason === "") {
      throw new SoundingsError("usage", "accepting takes a reason", {
        hint: `profile baseline accept ${name}${options.dataset === undefined ? "" : " --dataset"} --reason "<why>"`,
      });
    }
    if (options.dataset !== undefined) await acceptDatasetAs(name, { ...options, reason }, terminal);
    if (options.dataset === undefined || module !== undefined)
      await acceptPipelineAs(name, { ...options, reason, module: module ?? null }, terminal);
  });
}

async function acceptPipelineAs(
  name: string,
  { reason, module, maxTime }: AcceptOptions & { readonly reason: string; readonly module: string | null },
  terminal: Terminal,
): Promise<void> {
  const accepted = await acceptBaseline(name, {
    ...{ reason, module, maxSeconds: maxTime },
    onRound: (index, count) => terminal.progress((index + 1) / count, `round ${index + 1} of ${count}`),
  });
  terminal.endProgress();
  terminal.result([
    { text: `${name}: accepted, because: ${reason}`, tone: "heading" },
    { text: `  before: ${accepted.verdict.message}`, tone: "plain" },
  ]);
  terminal.json(asJson(accepted.baseline));
  terminal.note(`wrote ${accepted.path}`);
}

async function acceptDatasetAs(
  name: string,
  { reason, dataset, workers }: AcceptOptions & { readonly reason: string },
  terminal: Terminal,
): Promise<void> {
  const { path, baseline: stored } = await acceptDataset(name, reason, {
    path: dataset === undefined || dataset === true ? null : dataset,
    workerCount: workers,
    signal: undefined,
    onProgress: showDatasetProgress(terminal),
  });
  terminal.endProgress();
  terminal.result([
    { text: `${name}: ${stored.examples.length} examples accepted, because: ${reason}`, tone: "heading" },
  ]);
  terminal.note(`wrote ${path}`);
}
