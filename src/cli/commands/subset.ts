import type { Command } from "commander";
import { selectSubset } from "../../workflows/select-subset.ts";
import { settle, withCommonOptions } from "../common-options.ts";
import { finish } from "../finish.ts";
import { layoutOf } from "../layout-options.ts";
import { shareOf } from "../option-values.ts";
import { groupField, type SelectionOptions, withSelectionOptions } from "../selection-options.ts";
import { showDatasetProgress } from "../show-dataset-progress.ts";

interface SubsetOptions extends SelectionOptions {
  readonly fraction: number;
}

/** `profile subset <path>`. */
export function addSubsetCommand(program: Command): void {
  const command = program
    .command("subset")
    .description(
      "Takes a share of a dataset with groups and copies whole and strata in proportion, and says how far its statistics are from those of the whole. A smaller share of one seed lies within a larger one.",
    )
    .argument("<path>", "a dataset as for profile dataset, or a part that --shard 1/1 stored")
    .requiredOption("--fraction <share>", "share of the examples: 5% or 0.05", shareOf);
  withCommonOptions(withSelectionOptions(command))
    .addHelpText(
      "after",
      `
Examples:
  $ profile subset recordings/ --fraction 0.05
  $ profile subset labels.csv --fraction 10% --stratify label,split --group speaker --seed 7 --out small
  $ profile subset shards/ --fraction 0.01 --files copy --out small

It writes subset.csv, a manifest that profile dataset reads, and subset.json.`,
    )
    .action(async (path: string) => {
      const { options, terminal } = await settle<SubsetOptions>(command);
      const { fraction, stratify, group, seed, files, headersOnly, workers, out } = options;
      const { written } = await selectSubset({
        ...layoutOf(options),
        ...{ path, fraction, stratify, seed, files },
        group: groupField(group),
        isHeadersOnly: headersOnly,
        workerCount: workers,
        out: out ?? null,
        onProgress: showDatasetProgress(terminal),
      });
      terminal.endProgress();
      finish(terminal, written);
    });
}
