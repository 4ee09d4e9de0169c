import { appendFile, mkdir, open, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { messageOf, SoundingsError } from "../model/errors.ts";
import { type HistoryEntry, historySchemaVersion } from "../model/gate-history.ts";

/**
 * The gates of the past from a file of JSON Lines, oldest first; none where there is no file. A line that is not whole (a gate
 * was killed while it wrote) or is of another version is left out, and left where it is.
 */
export async function readHistory(path: string): Promise<readonly HistoryEntry[]> {
  const content = await readFile(path, "utf8").catch(() => "");
  return content.split("\n").flatMap((line) => {
    const entry = parsed(line);
    return isEntry(entry) ? [entry] : [];
  });
}

/**
 * Adds a gate to the history, in one write to the end of the file: two gates at once leave two whole lines.
 * @throws SoundingsError ("run") when the disk refuses
 */
export async function appendHistory(path: string, entry: HistoryEntry): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    // A line that a killed gate left half must not swallow this one.
    const start = (await endsInLine(path)) ? "" : "\n";
    await appendFile(path, `${start}${JSON.stringify(entry)}\n`);
  } catch (cause) {
    throw new SoundingsError("run", `${path} cannot be written: ${messageOf(cause)}`, {
      hint: "The verdict stands; choose another file with --history, or none with --no-history.",
      cause,
    });
  }
}

async function endsInLine(path: string): Promise<boolean> {
  const file = await open(path, "r").catch(() => null);
  if (file === null) return true;
  try {
    const { size } = await file.stat();
    if (size === 0) return true;
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
    return buffer[0] === 10;
  } finally {
    await file.close();
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function isEntry(value: unknown): value is HistoryEntry {
  if (typeof value !== "object" || value === null) return false;
  const { schemaVersion, values, environment, measuredAt } = value as Partial<HistoryEntry>;
  return (
    schemaVersion === historySchemaVersion &&
    typeof measuredAt === "string" &&
    typeof environment === "object" &&
    typeof values === "object" &&
    values !== null &&
    Object.values(values).every(({ value: held, unit }) => Number.isFinite(held) && typeof unit === "string")
  );
}
