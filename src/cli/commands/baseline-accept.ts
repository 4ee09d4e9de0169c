import type { Command } from "commander";
import { SoundingsError } from "../../model/errors.ts";
import { acceptDataset } from "../../workflows/dataset-baselines.ts";
import { type CommonOptions, settle, withCommonOptions } from "../common-options.ts";
import { withWorkers } from "../layout-options.ts";
import { showDatasetProgress } from "../show-dataset-progress.ts";

interface AcceptOptions extends CommonOptions {
  /** A path; true takes the stored one. */
  readonly dataset?: string | true;
  readonly reason?: string;
  readonly workers: number;
}

/** `profile baseline accept`. */
export function addAccept(baseline: Command): void {
  const command = baseline
    .command("accept")
    .description("Replaces what is stored by what is there now, with a reason for reviewers to read.")
    .argument("<name>", "name of the baseline")
    .option("--dataset [path]", "accept the dataset as it is now (default: the stored path)")
    .option("--reason <text>", "why; it goes into the ledger of the stored file")
    .addHelpText(
      "after",
      '\nExample:\n  $ profile baseline accept main --dataset --reason "200 new clips of speaker 7"',
    );
  withWorkers(command);
  withCommonOptions(command).action(async (name: string) => {
    const { options, terminal } = await settle<AcceptOptions>(command);
    const reason = options.reason?.trim() ?? "";
    if (reason === "") {
      throw new SoundingsError("usage", "accepting takes a reason", {
        hint: `profile baseline accept ${name} --dataset --reason "<why>"`,
      });
    }
    if (options.dataset === undefined) {
      throw new SoundingsError("usage", "nothing to accept was named", {
        hint: `for the stored dataset: profile baseline accept ${name} --dataset --reason "<why>"`,
      });
    }
    const { path, baseline: stored } = await acceptDataset(name, reason, {
      path: options.dataset === true ? null : options.dataset,
      workerCount: options.workers,
      signal: undefined,
      onProgress: showDatasetProgress(terminal),
    });
    terminal.endProgress();
    terminal.result([
      { text: `${name}: ${stored.examples.length} examples accepted, because: ${reason}`, tone: "heading" },
    ]);
    terminal.note(`wrote ${path}`);
  });
}
