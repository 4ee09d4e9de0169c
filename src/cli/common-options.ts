import { type Command, Option } from "commander";
import { readConfig } from "../workflows/read-config.ts";
import { keepOutputClean, openTerminal, type Terminal } from "./terminal.ts";

/** What every command understands. */
export interface CommonOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly config?: string;
}

/** Adds the options that every command understands. */
export function withCommonOptions(command: Command): Command {
  return command
    .addOption(new Option("--json", "print the result object alone on standard output").default(false))
    .addOption(new Option("-q, --quiet", "print nothing but errors").default(false))
    .addOption(new Option("--config <file>", "options from a JSON file; the command line wins"));
}

/**
 * The options of a command once its configuration file, if any, has been read, and the terminal to speak on.
 * A configuration file is one JSON object: option names in camel case, or a section per command that holds them.
 */
export async function settle<T extends CommonOptions>(
  command: Command,
): Promise<{ options: T; terminal: Terminal }> {
  const { config } = command.opts<T>();
  if (config !== undefined) {
    const known = command.options.map((option) => option.attributeName());
    const values = await readConfig(config, command.name(), known);
    for (const [name, value] of Object.entries(values)) {
      if (command.getOptionValueSource(name) !== "cli")
        command.setOptionValueWithSource(name, value, "config");
    }
  }
  const options = command.opts<T>();
  if (options.json) keepOutputClean();
  return { options, terminal: openTerminal(options) };
}
