import { messageOf, SoundingsError } from "../model/errors.ts";
import { type Recording, recordingSchemaVersion } from "../model/recording.ts";
import { readText } from "./files.ts";
import { replaceFile } from "./replace-file.ts";

/**
 * A recording that was written by `writeRecording`.
 * @throws SoundingsError ("usage") when it cannot be read or is none
 */
export async function readRecording(path: string): Promise<Recording> {
  const text = await readText(path);
  try {
    const parsed = JSON.parse(text) as Partial<Recording> | null;
    if (parsed?.schemaVersion === recordingSchemaVersion && Array.isArray(parsed.rounds))
      return parsed as Recording;
  } catch (cause) {
    throw new SoundingsError("usage", `${path} is not whole JSON: ${messageOf(cause)}`, { cause });
  }
  throw new SoundingsError("usage", `${path} is no recording of a gate`, {
    hint: "make one: profile gate selftest <module> --record <file>",
  });
}

/** Writes a recording in whole or not at all, one round per line. */
export async function writeRecording(path: string, { rounds, ...recording }: Recording): Promise<void> {
  const lines = rounds.map((round) => JSON.stringify(round)).join(",\n");
  const head = JSON.stringify(recording).slice(0, -1);
  try {
    await replaceFile(path, `${head},"rounds":[\n${lines}\n]}\n`);
  } catch (cause) {
    throw new SoundingsError("run", `${path} cannot be written: ${messageOf(cause)}`, { cause });
  }
}
