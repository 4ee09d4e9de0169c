import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Baseline, baselineSchemaVersion } from "../model/baseline.ts";
import { messageOf, SoundingsError } from "../model/errors.ts";
import { checkBaseline } from "./check-baseline.ts";
import { replaceFile } from "./replace-file.ts";
import { stableJson } from "./stable-json.ts";

const extension = ".json";

/** Where the baseline `name` is kept in `folder`. Throws SoundingsError("usage") for a name that is no file name. */
export function baselinePath(folder: string, name: string): string {
  // A leading dot would hide the file, or climb out of the folder.
  if (!/^[A-Za-z0-9_-][A-Za-z0-9._-]*$/.test(name)) {
    throw new SoundingsError("usage", `${JSON.stringify(name)} cannot name a baseline`, {
      hint: "Use letters, digits, dot, underscore and hyphen only, and no dot first.",
    });
  }
  return join(folder, name + extension);
}

/**
 * The baseline `name` of a folder of baselines (`.soundings/baselines`). Throws SoundingsError("baseline") when it is missing,
 * cannot be read, is of another version, or is not whole; the message names the file and the field.
 */
export async function readBaseline(folder: string, name: string): Promise<Baseline> {
  const path = baselinePath(folder, name);
  const parsed = parse(await readStored(path, name), path, name);
  checkVersion(parsed, path);
  const checked = checkBaseline(parsed);
  if ("baseline" in checked) return checked.baseline;
  throw new SoundingsError("baseline", `${path} is not a baseline: ${checked.complaint}`, {
    hint: restoreHint(name),
  });
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
  try {
    await replaceFile(path, `${stableJson(baseline)}\n`);
  } catch (cause) {
    throw new SoundingsError("baseline", `${path} cannot be written: ${messageOf(cause)}`, {
      hint: `Make ${dirname(path)} a folder that you may write to, with room on its disk.`,
      cause,
    });
  }
  return path;
}

/** Names of the baselines in `folder`, sorted; none where there is no such folder. */
export async function listBaselines(folder: string): Promise<readonly string[]> {
  try {
    const files = await readdir(folder);
    return files
      .filter((file) => file.endsWith(extension) && !file.startsWith("."))
      .map((file) => file.slice(0, -extension.length))
      .sort();
  } catch (cause) {
    if (codeOf(cause) === "ENOENT") return [];
    throw new SoundingsError("baseline", `${folder} cannot be listed: ${messageOf(cause)}`, { cause });
  }
}

async function readStored(path: string, name: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    const isMissing = codeOf(cause) === "ENOENT";
    throw new SoundingsError(
      "baseline",
      isMissing ? `there is no baseline at ${path}` : `${path} cannot be read: ${messageOf(cause)}`,
      {
        hint: isMissing ? `Save one first: profile baseline save ${name} <module>` : restoreHint(name),
        cause,
      },
    );
  }
}

function parse(content: string, path: string, name: string): unknown {
  try {
    return JSON.parse(content);
  } catch (cause) {
    const what = content.trim() === "" ? "is empty" : `is not whole JSON (${messageOf(cause)})`;
    throw new SoundingsError("baseline", `${path} ${what}`, { hint: restoreHint(name), cause });
  }
}

/** Other versions get their own message: they are no damage. */
function checkVersion(parsed: unknown, path: string): void {
  const version: unknown =
    typeof parsed === "object" && parsed !== null && "schemaVersion" in parsed
      ? parsed.schemaVersion
      : undefined;
  if (typeof version !== "number" || version === baselineSchemaVersion) return;
  const isNewer = version > baselineSchemaVersion;
  throw new SoundingsError(
    "baseline",
    `${path} has schemaVersion ${version}; this version of Soundings reads ${baselineSchemaVersion}`,
    {
      hint: isNewer
        ? "Update Soundings, or save the baseline anew with this version."
        : "Save the baseline anew.",
    },
  );
}

function restoreHint(name: string): string {
  return `Restore it from version control, or save it anew: profile baseline save ${name} <module>`;
}

function codeOf(thrown: unknown): unknown {
  return thrown instanceof Error && "code" in thrown ? thrown.code : undefined;
}
