import { type Command, InvalidArgumentError, Option } from "commander";
import type { FilePlacing } from "../workflows/select-subset.ts";
import type { CommonOptions } from "./common-options.ts";
import { type LayoutOptions, withLayoutOptions, withWorkers } from "./layout-options.ts";

/** What `subset` and `split` both understand. */
export interface SelectionOptions extends CommonOptions, LayoutOptions {
  readonly stratify: readonly string[];
  readonly group: string;
  readonly seed: number;
  readonly files: FilePlacing;
  readonly headersOnly: boolean;
  readonly workers: number;
  readonly out?: string;
}

/** Adds what `subset` and `split` both understand. */
export function withSelectionOptions(command: Command): Command {
  return withWorkers(withLayoutOptions(command))
    .option(
      "--stratify <fields>",
      "fields whose combinations keep their proportions, with commas between; none for none",
      fields,
      ["label"],
    )
    .option(
      "--group <field>",
      "field whose values stay together: group, or a column such as speaker; none for none",
      "group",
    )
    .option("--seed <number>", "another seed draws other examples", seed, 0)
    .addOption(
      new Option(
        "--files <how>",
        "what goes beside the manifest: nothing, copies of the files, or links to them",
      )
        .choices(["list", "copy", "link"])
        .default("list"),
    )
    .option("--headers-only", "decode nothing: copies are not looked for", false)
    .option("-o, --out <folder>", "where to write");
}

/** The group that was asked for; null for none, and where the usual one is meant and no example has one. */
export function groupField(group: string): string | null {
  return group === "none" ? null : group;
}

function fields(text: string): readonly string[] {
  const names = text.split(",").map((name) => name.trim());
  if (text.trim() === "none") return [];
  if (names.every((name) => name !== "")) return names;
  throw new InvalidArgumentError("give names with commas between, such as label,split");
}

function seed(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 0 && value < 2 ** 32) return value;
  throw new InvalidArgumentError("give a whole number from 0 to 4294967295");
}
