import { type Command, InvalidArgumentError, Option } from "commander";
import { SoundingsError } from "../model/errors.ts";
import { readConfig } from "../workflows/read-config.ts";
import { parameters } from "./option-values.ts";
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
      const option = command.options.find((one) => one.attributeName() === name);
      if (option === undefined || command.getOptionValueSource(name) === "cli") continue;
      command.setOptionValueWithSource(name, configuredValue(option, value, config), "config");
    }
  }
  const options = command.opts<T>();
  if (options.json) keepOutputClean();
  return { options, terminal: openTerminal(options) };
}

/** A value of a configuration file, read as the command line would read it. */
function configuredValue(option: Option, value: unknown, path: string): unknown {
  const refuse = (wish: string): never => {
    const given = JSON.stringify(value);
    throw new SoundingsError("usage", `${path} sets ${option.attributeName()} to ${given}: ${wish}`);
  };
  if (option.isBoolean()) return typeof value === "boolean" ? value : refuse("give true or false");
  if (option.attributeName() === "param") {
    return parameters(value) ?? refuse("give an object of texts, numbers, true and false");
  }
  if (typeof value !== "string" && typeof value !== "number") return refuse("give a text or a number");
  try {
    return option.parseArg === undefined ? String(value) : option.parseArg(String(value), undefined);
  } catch (thrown) {
    if (thrown instanceof InvalidArgumentError) return refuse(thrown.message);
    throw thrown;
  }
}
