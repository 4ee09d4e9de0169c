import type { Parameters } from "../model/pipeline-profile.ts";

/** Parameters as options of the command line, with a space before each. */
export function parameterText(parameters: Parameters): string {
  return Object.entries(parameters)
    .map(([key, value]) => ` --param ${quoted(`${key}=${value}`)}`)
    .join("");
}

/** A word as a POSIX shell takes it. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
