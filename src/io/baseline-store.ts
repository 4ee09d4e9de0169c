import { type Baseline, baselineSchemaVersion } from "../model/baseline.ts";
import { SoundingsError } from "../model/errors.ts";
import { checkBaseline } from "./check-baseline.ts";
import {
  listStored,
  notStored,
  readingPath,
  readStored,
  type StoredKind,
  storedPath,
  writeStored,
} from "./stored-json.ts";

function kindOf(name: string): StoredKind {
  return {
    schemaVersion: baselineSchemaVersion,
    what: "a baseline",
    saveCommand: `profile baseline save ${name} <module>`,
  };
}

/** Where the baseline `name` is kept in `folder`. Throws SoundingsError("usage") for a name that is no file name. */
export function baselinePath(folder: string, name: string): string {
  return storedPath(folder, name);
}

/**
 * The baseline `name` of a folder of baselines (`.soundings/baselines`), or the one whose file's path is given. Throws SoundingsError("baseline") when it is missing,
 * cannot be read, is of another version, or is not whole; the message names the file and the field.
 */
export async function readBaseline(folder: string, name: string): Promise<Baseline> {
  const path = readingPath(folder, name);
  const checked = checkBaseline(await readStored(path, kindOf(name)));
  if ("baseline" in checked) return checked.baseline;
  throw notStored(path, checked.complaint, kindOf(name));
}

/**
 * Stores a baseline under its name, in whole or not at all, and gives its path. Equal baselines give equal bytes.
 * Throws SoundingsError("baseline") when the folder cannot be written, and ("run") when the baseline could not be read back.
 */
export async function writeBaseline(folder: string, baseline: Baseline): Promise<string> {
  const path = baselinePath(folder, baseline.name);
  const checked = checkBaseline(baseline);
  if ("complaint" in checked) {
    throw new SoundingsError("run", `the baseline was not stored: ${checked.complaint}`);
  }
  await writeStored(path, baseline);
  return path;
}

/** Names of the baselines in `folder`, sorted; none where there is no such folder. */
export async function listBaselines(folder: string): Promise<readonly string[]> {
  return listStored(folder);
}
