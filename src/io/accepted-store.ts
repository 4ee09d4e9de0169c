import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { AcceptedRegression } from "../model/baseline.ts";
import { messageOf, SoundingsError } from "../model/errors.ts";
import { replaceFile } from "./replace-file.ts";

/** Where accepted slow-downs are kept, relative to the working folder: one JSON object per line, to be committed with the change. */
export const acceptedPath = ".soundings/accepted.jsonl";

/**
 * Slow-downs that were accepted in `headFolder` and not yet in `baseFolder`: those that came with the change. A line that is older was for an older
 * change, which the base contains.
 * @throws SoundingsError ("baseline") for a line that is not whole
 */
export function acceptedSince(baseFolder: string, headFolder: string): readonly AcceptedRegression[] {
  const known = new Set(linesIn(baseFolder));
  return linesIn(headFolder)
    .filter((line) => !known.has(line))
    .map(parsed);
}

/**
 * Adds lines to the accepted slow-downs of the working folder.
 * @throws SoundingsError ("baseline") when the file cannot be written
 */
export async function appendAccepted(entries: readonly AcceptedRegression[]): Promise<void> {
  const lines = [...linesIn("."), ...entries.map((entry) => JSON.stringify(entry))];
  try {
    await replaceFile(acceptedPath, `${lines.join("\n")}\n`);
  } catch (cause) {
    throw new SoundingsError("baseline", `${acceptedPath} cannot be written: ${messageOf(cause)}`, { cause });
  }
}

function linesIn(folder: string): readonly string[] {
  const path = join(folder, acceptedPath);
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "");
}

function parsed(line: string): AcceptedRegression {
  try {
    const { metricId, upTo, reason } = JSON.parse(line) as Partial<AcceptedRegression>;
    const isWhole = typeof metricId === "string" && Number.isFinite(upTo) && typeof reason === "string";
    if (isWhole && reason.trim() !== "") return JSON.parse(line) as AcceptedRegression;
  } catch {
    // Said below.
  }
  throw new SoundingsError(
    "baseline",
    `${acceptedPath} has a line that accepts nothing: ${line.slice(0, 80)}`,
    {
      hint: "restore it from version control, or remove the line",
    },
  );
}
