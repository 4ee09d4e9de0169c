import { tagFile } from "../io/hash-file.ts";
import { type EntryPlace, type Journal, openJournal } from "../io/journal.ts";
import { type ClipRecord, readRecord } from "../model/clip-record.ts";
import type { PartHead } from "../model/dataset-part.ts";
import type { Example } from "../model/example.ts";

/** Where a run keeps what it has measured so far, and whether it takes up what an earlier one left. */
export interface JournalChoice {
  /** The file. */
  readonly path: string;
  /** Takes up what an earlier run with the same options and version left; otherwise that is overwritten. */
  readonly resume: boolean;
}

/** What has been measured, by what the files hold. It stays in its file: in memory is where each clip's is. */
export interface ClipJournal {
  /** Whether `example` was measured before, whatever its file holds now. */
  readonly knows: (example: Pick<Example, "id">) => boolean;
  /** The record of `example` if it was measured before and its file still holds the same bytes, else null. */
  readonly find: (example: Example) => ClipRecord | null;
  /** Remembers what a file gave, in bytes that stay as they are; not without a tag, for then it could not be read. */
  readonly add: (record: ClipRecord, bytes: Uint8Array) => void;
  /** Closes the file with all that was added; it stays until `removeJournal`. */
  readonly close: () => void;
  /** Closes the file when all is measured: what was added within the last pause may be missing. */
  readonly end: () => void;
}

/** Version of the entries; raised when they change. */
const journalSchemaVersion = 4;
/** Work that a killed run may lose, in seconds. */
const pauseSeconds = 0.5;

/** Opens the journal of a run. Entries of other options or another version of the tool do not count. */
export function openClipJournal({ path, resume }: JournalChoice, { tool, options }: PartHead): ClipJournal {
  const head = { journalSchemaVersion, tool, options };
  const journal = openJournal(path, { head, resume, pauseSeconds });
  const byId = new Map<string, EntryPlace>();
  for (const entry of journal.entries) {
    const record = recordAt(journal, entry);
    if (record !== null) byId.set(idOf(record), entry);
  }
  return {
    knows: ({ id }) => byId.has(id),
    find({ id, path: file }) {
      const entry = byId.get(id);
      const record = entry === undefined ? null : recordAt(journal, entry);
      return record !== null && record.contentTag === tagFile(file) ? record : null;
    },
    add(record, bytes) {
      if (record.contentTag !== null) journal.append(bytes);
    },
    close: journal.close,
    end: journal.end,
  };
}

/** Null for bytes that are no record: whoever wrote them, its file is measured anew. */
function recordAt(journal: Journal, entry: EntryPlace): ClipRecord | null {
  try {
    return readRecord(journal.read(entry));
  } catch {
    return null;
  }
}

function idOf({ content }: ClipRecord): string {
  return content.kind === "facts" ? content.exampleId : content.clip.measurement.exampleId;
}
