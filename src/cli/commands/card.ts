import type { Command } from "commander";
import { writeCard, writeCroissant } from "../../workflows/write-card.ts";
import { asJson } from "../../workflows/write-reports.ts";
import { type CommonOptions, settle, withCommonOptions } from "../common-options.ts";

interface CardOptions extends CommonOptions {
  readonly out?: string;
  readonly croissant: boolean;
  readonly license?: string;
  readonly url?: string;
  readonly citation?: string;
}

/** `profile card <dataset.json>`. */
export function addCardCommand(program: Command): void {
  const command = program
    .command("card")
    .description(
      "Writes card.md: composition, labels, splits, signal (of images their pixels, of a table its columns) and findings, with room for what only people can say.",
    )
    .argument("<file>", "a dataset.json")
    .option("-o, --out <folder>", "where to write (default: beside the file)")
    .option(
      "--croissant",
      "write croissant.json instead: metadata in Croissant 1.0 (MLCommons, JSON-LD) from the report and its data",
      false,
    )
    .option("--license <url>", "the licence, for Croissant: nobody else can say it")
    .option("--url <url>", "where the dataset is published, for Croissant")
    .option("--citation <text>", "how it is cited, for Croissant")
    .addHelpText(
      "after",
      `
Examples:
  $ profile card reports/speech/dataset.json
  $ profile card reports/speech/dataset.json --croissant --license https://creativecommons.org/licenses/by/4.0/`,
    );
  withCommonOptions(command).action(async (path: string) => {
    const { options, terminal } = await settle<CardOptions>(command);
    const { out = null, license, url, citation } = options;
    if (options.croissant) {
      const { card, paths } = await writeCroissant(path, out, { license, url, citation });
      terminal.json(card);
      for (const written of paths) terminal.note(`wrote ${written}`);
      return;
    }
    const { card, paths } = await writeCard(path, out);
    terminal.json(asJson({ card }));
    for (const written of paths) terminal.note(`wrote ${written}`);
  });
}
