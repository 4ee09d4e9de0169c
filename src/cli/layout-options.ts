import { type Command, Option } from "commander";
import { type Layout, layouts } from "../model/dataset.ts";
import { coreCount } from "../workflows/doctor.ts";
import { positiveCount } from "./option-values.ts";

/** How a dataset is laid out, as options say it. */
export interface LayoutOptions {
  readonly layout?: Layout;
  readonly labelPattern?: string;
  readonly labelColumn?: string;
  readonly labelSeparator?: string;
  readonly pathColumn?: string;
  readonly splitColumn?: string;
  readonly groupColumn?: string;
}

/** Adds the options that say how a dataset is laid out. */
export function withLayoutOptions(command: Command): Command {
  return command
    .addOption(new Option("--layout <name>", "how it is laid out (default: recognised)").choices(layouts))
    .option("--label-pattern <pattern>", "what file names say, such as '{label}_{group}_{index}.wav'")
    .option("--label-column <name>", "column that holds the label, or a path such as annotations[].class")
    .option("--label-separator <text>", "what stands between several labels in one cell, such as ';'")
    .option("--path-column <name>", "column that holds the path of the file")
    .option("--split-column <name>", "column that holds the split")
    .option("--group-column <name>", "column that holds the group: speaker, recording, session");
}

/** What the options say of the layout. */
export function layoutOf(options: LayoutOptions): LayoutOptions {
  const { layout, labelPattern, labelColumn, labelSeparator, pathColumn, splitColumn, groupColumn } = options;
  return {
    ...(layout === undefined ? {} : { layout }),
    ...(labelPattern === undefined ? {} : { labelPattern }),
    ...(labelColumn === undefined ? {} : { labelColumn }),
    ...(labelSeparator === undefined ? {} : { labelSeparator }),
    ...(pathColumn === undefined ? {} : { pathColumn }),
    ...(splitColumn === undefined ? {} : { splitColumn }),
    ...(groupColumn === undefined ? {} : { groupColumn }),
  };
}

/** The option for the number of threads. */
export function withWorkers(command: Command): Command {
  return command.option(
    "-w, --workers <count>",
    "threads (default: one per core)",
    positiveCount,
    coreCount(),
  );
}
