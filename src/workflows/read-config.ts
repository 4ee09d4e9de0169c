import { readText } from "../io/files.ts";
import { messageOf, SoundingsError } from "../model/errors.ts";

/**
 * The options that a configuration file sets for a command: its section named after the command, or the whole file.
 * @param known names of the command's options
 * @throws SoundingsError ("usage") when the file cannot be read, is not a JSON object, or names an unknown option
 */
export async function readConfig(
  path: string,
  commandName: string,
  known: readonly string[],
): Promise<Readonly<Record<string, unknown>>> {
  const whole = parse(path, await readText(path));
  const section = whole[commandName];
  const values = isRecord(section) ? section : withoutSections(whole, known);
  const unknown = Object.keys(values).filter((name) => !known.includes(name));
  if (unknown.length === 0) return values;
  throw new SoundingsError(
    "usage",
    `${path} sets ${unknown.join(", ")}, which "profile ${commandName}" does not know`,
    {
      hint: `it knows ${known.join(", ")}`,
    },
  );
}

function parse(path: string, text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch (thrown) {
    throw new SoundingsError("usage", `${path} is not JSON: ${messageOf(thrown)}`, { cause: thrown });
  }
  throw new SoundingsError("usage", `${path} is not a JSON object`, {
    hint: 'write { "dataset": { "labelColumn": "class" } }',
  });
}

function withoutSections(
  whole: Readonly<Record<string, unknown>>,
  known: readonly string[],
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(whole).filter(([name, value]) => known.includes(name) || !isRecord(value)),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
