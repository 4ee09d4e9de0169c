import { closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { messageOf, SoundingsError } from "../model/errors.ts";
import { readClock } from "./clocks.ts";

/** A file to which results are added while a run goes on, so that a killed one can be taken up again. */
export interface Journal {
  /** What earlier runs left, oldest first. */
  readonly entries: readonly unknown[];
  /** Adds a result; with its `json` where somebody has it already. It reaches the file within the pause between two writes. */
  append(entry: unknown, json?: string | null): void;
  /** Writes what has not been written yet, and closes the file; it stays. */
  close(): void;
  /** Closes the file without what has not been written yet: of work that is done, and which its user takes on from memory. */
  end(): void;
}

/** What a journal is opened with. */
export interface JournalOptions {
  /** What the results depend on besides the files: options and versions. A journal with another head counts as none. */
  readonly head: unknown;
  /** Takes up what is there; otherwise it is overwritten. */
  readonly resume: boolean;
  /** Least time between two writes, and before the first one, in seconds: a run that is shorter costs nothing. */
  readonly pauseSeconds: number;
}

/**
 * Opens the journal at `path`: JSON Lines, the head first. It is only ever added to, so that a process killed at any moment
 * leaves whole lines and at most one half one, which is cut off when it is taken up.
 * @throws SoundingsError ("run") when it cannot be written
 */
export function openJournal(path: string, { head, resume, pauseSeconds }: JournalOptions): Journal {
  const headLine = `${JSON.stringify(head)}\n`;
  const left = resume ? wholeLines(path, headLine) : null;
  let file: number | null = null;
  let pending: (() => string)[] = [];
  let writtenAt = readClock();
  const write = (): void => {
    file ??= openAt(path, left?.byteCount ?? 0, headLine);
    const lines = pending.map((line) => `${line()}\n`).join("");
    pending = [];
    writtenAt = readClock();
    writeAll(file, path, Buffer.from(lines));
  };
  const end = (): void => {
    pending = [];
    if (file !== null) closeSync(file);
    file = null;
  };
  return {
    entries: left?.entries ?? [],
    append(entry, json = null) {
      // Most runs are over, and their journal gone, before it is written: texts are made when they are.
      pending.push(() => json ?? JSON.stringify(entry));
      if (readClock() - writtenAt >= pauseSeconds) write();
    },
    close() {
      if (pending.length > 0) write();
      end();
    },
    end,
  };
}

/** Takes the journal at `path` away, if there is one. */
export function removeJournal(path: string): void {
  rmSync(path, { force: true });
}

/** The whole lines after the head, and how many bytes they take with it; null when there is no journal with this head. */
function wholeLines(path: string, headLine: string): { entries: unknown[]; byteCount: number } | null {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    return null;
  }
  const head = Buffer.from(headLine);
  if (!bytes.subarray(0, head.length).equals(head)) return null;
  const entries: unknown[] = [];
  let start = head.length;
  for (let end = bytes.indexOf(10, start); end !== -1; end = bytes.indexOf(10, start)) {
    const entry = parsed(bytes.toString("utf8", start, end));
    if (entry === undefined) break;
    entries.push(entry);
    start = end + 1;
  }
  return { entries, byteCount: start };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Opens the file for adding after its first `byteCount` bytes; without any, anew with its head. */
function openAt(path: string, byteCount: number, headLine: string): number {
  try {
    mkdirSync(dirname(path), { recursive: true });
    const file = openSync(path, "a");
    ftruncateSync(file, byteCount);
    if (byteCount === 0) writeAll(file, path, Buffer.from(headLine));
    return file;
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

function writeAll(file: number, path: string, bytes: Uint8Array): void {
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

function unwritable(path: string, cause: unknown): SoundingsError {
  return new SoundingsError("run", `cannot write ${path}: ${messageOf(cause)}`, {
    hint: "choose another folder with --out",
    cause,
  });
}
