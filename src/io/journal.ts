import { closeSync, fstatSync, ftruncateSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { messageOf, SoundingsError } from "../model/errors.ts";
import { readClock } from "./clocks.ts";
import { readFully } from "./read-fully.ts";

/** A file to which results are added while a run goes on, so that a killed one can be taken up again. */
export interface Journal {
  /** Where what earlier runs left is, oldest first. */
  readonly entries: readonly EntryPlace[];
  /** The bytes of an entry that an earlier run left, in a buffer of their own. */
  readonly read: (entry: EntryPlace) => Uint8Array;
  /** Adds the bytes of a result, which stay as they are until they are written: within a pause, or once there are enough of them. */
  readonly append: (bytes: Uint8Array) => void;
  /** Writes what has not been written yet, and closes the file; it stays. */
  readonly close: () => void;
  /** Closes the file without what has not been written yet: of work that is done, and which its user takes on from memory. */
  readonly end: () => void;
}

/** Where an entry is in the file of a journal, in bytes. */
export interface EntryPlace {
  readonly start: number;
  readonly length: number;
}

/** What a journal is opened with. */
export interface JournalOptions {
  /** What the results depend on besides the files: options and versions. A journal with another head counts as none. */
  readonly head: unknown;
  /** Takes up what is there; otherwise it is overwritten. */
  readonly resume: boolean;
  /** Time before the first write, in seconds: a run that is shorter costs nothing. Then the most between two. */
  readonly pauseSeconds: number;
}

/** Before each entry its length, as a 32-bit integer of this machine's byte order. */
const lengthBytes = 4;

/**
 * Opens the journal at `path`: a line of JSON, the head, and entries after it. It is only ever added to, so that a process killed at any
 * moment leaves whole entries and at most one half one, which is cut off when it is taken up.
 * @throws SoundingsError ("run") when it cannot be written
 */
export function openJournal(path: string, { head, resume, pauseSeconds }: JournalOptions): Journal {
  const headLine = Buffer.from(`${JSON.stringify(head)}\n`);
  const left = resume ? openLeft(path, headLine) : null;
  let reading = left?.file ?? null;
  let writing: number | null = null;
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;
  let writtenAt = readClock();
  const write = (): void => {
    writing ??= openAt(path, left?.byteCount ?? 0, headLine);
    for (const bytes of framedTogether(pending)) writeAll(writing, path, bytes);
    pending = [];
    pendingBytes = 0;
    writtenAt = readClock();
  };
  const end = (): void => {
    pending = [];
    for (const file of [reading, writing]) if (file !== null) closeSync(file);
    reading = null;
    writing = null;
  };
  return {
    entries: left?.entries ?? [],
    read: ({ start, length }) => {
      const bytes = new Uint8Array(length);
      if (reading !== null) readFully(reading, bytes, start);
      return bytes;
    },
    append(bytes) {
      pending.push(bytes);
      pendingBytes += bytes.length;
      // What is pending keeps the whole message alive in which it came.
      const isEnough = writing !== null && pendingBytes >= roomBytes;
      if (isEnough || readClock() - writtenAt >= pauseSeconds) write();
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

const roomBytes = 2 ** 18;
// One for all journals: fresh memory for every write costs more than the copy into it.
let room = new Uint8Array(roomBytes);

/** All entries, each after its length, in as few pieces as fit into `room`; each piece lasts until the next. */
function* framedTogether(entries: readonly Uint8Array[]): Generator<Uint8Array> {
  let end = 0;
  for (const entry of entries) {
    const needed = lengthBytes + entry.length;
    if (end + needed > room.length) {
      yield room.subarray(0, end);
      end = 0;
      if (needed > room.length) room = new Uint8Array(2 * needed);
    }
    room.set(new Uint8Array(Uint32Array.of(entry.length).buffer), end);
    room.set(entry, end + lengthBytes);
    end += needed;
  }
  yield room.subarray(0, end);
}

/** What an earlier run left: its open file, the whole entries in it, and how many bytes they take with the head. */
interface Left {
  readonly file: number;
  readonly entries: readonly EntryPlace[];
  readonly byteCount: number;
}

/** Null when there is no journal with this head. */
function openLeft(path: string, headLine: Uint8Array): Left | null {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch {
    return null;
  }
  const head = Buffer.alloc(headLine.length);
  if (readFully(file, head, 0) === head.length && head.equals(headLine))
    return { file, ...wholeEntries(file, head.length) };
  closeSync(file);
  return null;
}

/** The whole entries from `begin` on. */
function wholeEntries(file: number, begin: number): Pick<Left, "entries" | "byteCount"> {
  const entries: EntryPlace[] = [];
  const fileBytes = fstatSync(file).size;
  const length = new Uint32Array(1);
  let byteCount = begin;
  for (;;) {
    const start = byteCount + lengthBytes;
    const isThere = readFully(file, new Uint8Array(length.buffer), byteCount) === lengthBytes;
    // A disk that lost its power may leave zeros.
    if (!isThere || length[0] === 0 || start + length[0]! > fileBytes) return { entries, byteCount };
    entries.push({ start, length: length[0]! });
    byteCount = start + length[0]!;
  }
}

/** Opens the file for adding after its first `byteCount` bytes; without any, anew with its head. */
function openAt(path: string, byteCount: number, headLine: Uint8Array): number {
  try {
    mkdirSync(dirname(path), { recursive: true });
    const file = openSync(path, "a");
    ftruncateSync(file, byteCount);
    if (byteCount === 0) writeAll(file, path, headLine);
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
