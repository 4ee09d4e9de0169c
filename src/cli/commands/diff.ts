import type { Command } from "commander";
import { diffDatasets } from "../../workflows/diff-datasets.ts";
import { type CommonOptions, settle, withCommonOptions } from "../common-options.ts";
import { finish } from "../finish.ts";
import { type LayoutOptions, layoutOf, withLayoutOptions, withWorkers } from "../layout-options.ts";
import { shareOf } from "../option-values.ts";
import { showDatasetProgress } from "../show-dataset-progress.ts";

interface DiffOptions extends CommonOptions, LayoutOptions {
  readonly alpha?: number;
  readonly headersOnly: boolean;
  readonly workers: number;
  readonly out?: string;
  readonly failOnDrift: boolean;
}

/** `profile diff <before> <after>`. */
export function addDiffCommand(program: Command): void {
  const command = program
    .command("diff")
    .summary("two datasets side by side: what changed, what drifted")
    .description(
      "Compares two datasets example by example (added, removed, relabelled, moved, re-encoded) and as distributions, with effect sizes and p adjusted over all of them.",
    )
    .argument("<before>", "a dataset, a part that --shard 1/1 stored, or a dataset.json")
    .argument("<after>", "another")
    .option("--alpha <share>", "share of false ones among reported drifts (default: 0.01)", shareOf)
    .option("--headers-only", "decode nothing: lengths and formats alone", false)
    .option("--fail-on-drift", "exit with 1 when something has drifted", false)
    .option("-o, --out <folder>", "where to write (default: reports/<before>-<after>-diff)");
  withCommonOptions(withWorkers(withLayoutOptions(command)))
    .addHelpText(
      "after",
      `
Examples:
  $ profile diff v1/labels.csv v2/labels.csv
  $ profile diff reports/v1/dataset.json recordings/ --fail-on-drift

It writes diff.html and diff.json.`,
    )
    .action(async (before: string, after: string) => {
      const { options, terminal } = await settle<DiffOptions>(command);
      const { alpha, headersOnly, workers, out, failOnDrift } = options;
      const { diff, written } = await diffDatasets({
        ...layoutOf(options),
        ...{ before, after, isHeadersOnly: headersOnly, workerCount: workers, out: out ?? null },
        ...(alpha === undefined ? {} : { rule: { alpha } }),
        onProgress: showDatasetProgress(terminal),
      });
      terminal.endProgress();
      finish(terminal, written);
      if (failOnDrift && diff.hasDrifted) process.exitCode = 1;
    });
}
