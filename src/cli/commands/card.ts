import type { Command } from "commander";
import { writeCard } from "../../workflows/write-card.ts";
import { asJson } from "../../workflows/write-reports.ts";
import { type CommonOptions, settle, withCommonOptions } from "../common-options.ts";

interface CardOptions extends CommonOptions {
  readonly out?: string;
}

/** `profile card <dataset.json>`. */
export function addCardCommand(program: Command): void {
  const command = program
    .command("card")
    .summary("a data card in Markdown from a stored dataset.json")
    .description(
      "Writes card.md: composition, labels, splits, signal and findings of a dataset, with room for what only people can say.",
    )
    .argument("<file>", "a dataset.json")
    .option("-o, --out <folder>", "where to write (default: beside the file)")
    .addHelpText("after", "\nExample:\n  $ profile card reports/speech/dataset.json");
  withCommonOptions(command).action(async (path: string) => {
    const { options, terminal } = await settle<CardOptions>(command);
    const { card, paths } = await writeCard(path, options.out ?? null);
    terminal.json(asJson({ card }));
    for (const written of paths) terminal.note(`wrote ${written}`);
  });
}
