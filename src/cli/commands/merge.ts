import type { Command } from "commander";
import type { AudioChoice } from "../../model/clip-evidence.ts";
import { SoundingsError } from "../../model/errors.ts";
import { writeFilesReport } from "../../workflows/measure-files.ts";
import { mergePartFiles } from "../../workflows/merge-parts.ts";
import { areTableParts, mergeTableFiles } from "../../workflows/table-shards.ts";
import { type CommonOptions, settle, withCommonOptions } from "../common-options.ts";
import { audioOption, redactOption } from "../dataset-page-options.ts";
import { finish } from "../finish.ts";

interface MergeOptions extends CommonOptions {
  readonly out?: string;
  readonly data?: string;
  readonly by?: string;
  readonly reproducible: boolean;
  readonly audio: AudioChoice;
  readonly redact: boolean;
}

/** `profile merge <parts...>`. */
export function addMergeCommand(program: Command): void {
  const command = program
    .command("merge")
    .description(
      "Merges the parts of all shards, in any order, into the report that one run would have written.",
    )
    .argument("<parts...>", "files that profile dataset --shard wrote")
    .option("-o, --out <folder>", "where to write (default: reports/<name>)")
    .option(
      "--data <path>",
      "the dataset as it is here, where it is not at the path that the shards were given; without its files, " +
        "clips and images that are alike are named, not verified",
    )
    .option(
      "--by <column>",
      "cut by the values of a column, or by label, split or group, as profile dataset does",
    )
    .option("--reproducible", "leave out the date, so that the same data give the same bytes", false)
    .addOption(audioOption())
    .addOption(redactOption())
    .addHelpText(
      "after",
      `
Examples:
  $ profile dataset recordings/ --shard 1/2 --out part-1.json
  $ profile dataset recordings/ --shard 2/2 --out part-2.json
  $ profile merge part-1.json part-2.json --out reports/recordings`,
    );
  withCommonOptions(command).action(async (parts: string[]) => {
    const { options, terminal } = await settle<MergeOptions>(command);
    const { audio, by, data, redact, reproducible } = options;
    if (redact && by !== undefined)
      throw new SoundingsError("usage", "--redact does not hide what --by would show");
    if (areTableParts(parts)) {
      if (by !== undefined)
        throw new SoundingsError("usage", "--by cuts a table when its shards are counted, each with --by");
      if (redact) throw new SoundingsError("usage", "--redact hides a table when it is looked at in one run");
      const run = { out: options.out ?? null, isReproducible: reproducible };
      finish(terminal, await mergeTableFiles(parts, run));
      return;
    }
    const described = await mergePartFiles(parts, {
      isReproducible: reproducible,
      isRedacted: redact,
      byColumn: by,
      dataPath: data,
    });
    finish(terminal, await writeFilesReport(described, options.out ?? null, { audio }));
  });
}
