import { type Command, InvalidArgumentError } from "commander";
import { splitDataset } from "../../workflows/split-dataset.ts";
import { settle, withCommonOptions } from "../common-options.ts";
import { finish } from "../finish.ts";
import { layoutOf } from "../layout-options.ts";
import { shareOf } from "../option-values.ts";
import { groupField, type SelectionOptions, withSelectionOptions } from "../selection-options.ts";
import { showDatasetProgress } from "../show-dataset-progress.ts";

interface WantedSplit {
  readonly name: string;
  readonly share: number;
}

interface SplitOptions extends SelectionOptions {
  readonly into: readonly WantedSplit[];
}

/** `profile split <path>`. */
export function addSplitCommand(program: Command): void {
  const command = program
    .command("split")
    .description(
      "Divides a dataset so that no group and no recording, copied or re-encoded, lies in two splits, with each label by the shares; says how near it came.",
    )
    .argument("<path>", "a dataset as for profile dataset, or a part that --shard 1/1 stored")
    .option("--into <shares>", "names and shares of the splits, which add up to 1", splits, [
      { name: "train", share: 0.8 },
      { name: "validation", share: 0.1 },
      { name: "test", share: 0.1 },
    ]);
  withCommonOptions(withSelectionOptions(command))
    .addHelpText(
      "after",
      `
Examples:
  $ profile split recordings/ --label-pattern '{label}_{group}_{index}.wav'
  $ profile split labels.csv --into train=0.7,test=0.3 --group speaker --seed 7 --out splits

It writes split.csv, a manifest with the new split of each example, and split.json.`,
    )
    .action(async (path: string) => {
      const { options, terminal } = await settle<SplitOptions>(command);
      const { into, stratify, group, seed, files, headersOnly, workers, out } = options;
      const { written } = await splitDataset({
        ...layoutOf(options),
        ...{ path, splits: into, stratify, seed, files },
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

function splits(text: string): readonly WantedSplit[] {
  const wanted = text.split(",").map((part) => {
    const [name = "", share = ""] = part.split("=").map((piece) => piece.trim());
    return { name, share: shareOf(share) };
  });
  const names = new Set(wanted.map(({ name }) => name));
  const total = wanted.reduce((sum, { share }) => sum + share, 0);
  if (names.size === wanted.length && !names.has("") && Math.abs(total - 1) < 1e-6) return wanted;
  throw new InvalidArgumentError("give names and shares that add up to 1, such as train=0.8,test=0.2");
}
