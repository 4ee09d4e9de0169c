import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { messageOf, SoundingsError } from "../model/errors.ts";
import { replaceFile } from "./replace-file.ts";
import { stableJson } from "./stable-json.ts";

const extension = ".json";

/** A kind of stored file: its version, and what to do without one. */
export interface StoredKind {
  /** Version that this program reads and writes. */
  readonly schemaVersion: number;
  /** What it is, with its article, such as `a baseline`. */
  readonly what: string;
  /** The command that makes one. */
  readonly saveCommand: string;
}

/** Where the file `name` is kept in `folder`. Throws SoundingsError("usage") for a name that is no file name. */
export function storedPath(folder: string, name: string): string {
  // A leading dot would hide the file, or climb out of the folder.
  if (!/^[A-Za-z0-9_-][A-Za-z0-9._-]*$/.test(name)) {
    throw new SoundingsError("usage", `${JSON.stringify(name)} cannot name a baseline`, {
      hint: "Use letters, digits, dot, underscore and hyphen only, and no dot first.",
    });
  }
  return join(folder, name + extension);
}

/** Whether what names a baseline is the path of a file: it ends in `.json`. */
export function isFilePath(name: string): boolean {
  return /\.json$/i.test(name);
}

/** Where a baseline is read from: the file itself where its path was given, else the file of that name in `folder`. */
export function readingPath(folder: string, name: string): string {
  return isFilePath(name) ? name : storedPath(folder, name);
}

/**
 * The parsed JSON of a stored file of this version. Throws SoundingsError("baseline") when it is missing, cannot be read, is not
 * whole, or is of another version; the message names the file.
 */
export async function readStored(path: string, kind: StoredKind): Promise<unknown> {
  const parsed = parse(await readContent(path, kind), path, kind);
  checkVersion(parsed, path, kind);
  return parsed;
}

/** Stores a value in whole or not at all; equal values give equal bytes. Throws SoundingsError("baseline") when the disk refuses. */
export async function writeStored(path: string, value: unknown): Promise<void> {
  try {
    await replaceFile(path, `${stableJson(value)}\n`);
  } catch (cause) {
    throw new SoundingsError("baseline", `${path} cannot be written: ${messageOf(cause)}`, {
      hint: `Make ${dirname(path)} a folder that you may write to, with room on its disk.`,
      cause,
    });
  }
}

/** Names of the files in `folder`, sorted; none where there is no such folder. */
export async function listStored(folder: string): Promise<readonly string[]> {
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

/** The error for a file that is whole JSON of the right version and still not what it should be. */
export function notStored(path: string, complaint: string, kind: StoredKind): SoundingsError {
  return new SoundingsError("baseline", `${path} is not ${kind.what}: ${complaint}`, {
    hint: restoreHint(kind),
  });
}

async function readContent(path: string, kind: StoredKind): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    const isMissing = codeOf(cause) === "ENOENT";
    throw new SoundingsError(
      "baseline",
      isMissing
        ? `there is no ${kind.what.replace(/^an? /, "")} at ${path}`
        : `${path} cannot be read: ${messageOf(cause)}`,
      { hint: isMissing ? `Save one first: ${kind.saveCommand}` : restoreHint(kind), cause },
    );
  }
}

function parse(content: string, path: string, kind: StoredKind): unknown {
  try {
    return JSON.parse(content);
  } catch (cause) {
    const what = content.trim() === "" ? "is empty" : `is not whole JSON (${messageOf(cause)})`;
    throw new SoundingsError("baseline", `${path} ${what}`, { hint: restoreHint(kind), cause });
  }
}

/** Other versions get their own message: they are no damage. */
function checkVersion(parsed: unknown, path: string, { schemaVersion }: StoredKind): void {
  const version: unknown =
    typeof parsed === "object" && parsed !== null && "schemaVersion" in parsed
      ? parsed.schemaVersion
      : undefined;
  if (typeof version !== "number" || version === schemaVersion) return;
  throw new SoundingsError(
    "baseline",
    `${path} has schemaVersion ${version}; this version of Soundings reads ${schemaVersion}`,
    {
      hint:
        version > schemaVersion
          ? "Update Soundings, or save the baseline anew with this version."
          : "Save the baseline anew.",
    },
  );
}

function restoreHint({ saveCommand }: StoredKind): string {
  return `Restore it from version control, or save it anew: ${saveCommand}`;
}

function codeOf(thrown: unknown): unknown {
  return thrown instanceof Error && "code" in thrown ? thrown.code : undefined;
}
