import { hashFile } from "../io/hash-file.ts";
import { openJournal } from "../io/journal.ts";
import type { MeasuredClip, PartHead } from "../model/dataset-part.ts";
import type { Example } from "../model/example.ts";
import type { HashedClip } from "./measure-clip.ts";

/** Where a run keeps what it has measured so far, and whether it takes up what an earlier one left. */
export interface JournalChoice {
  /** The file. */
  readonly path: string;
  /** Takes up what an earlier run with the same options and version left; otherwise that is overwritten. */
  readonly resume: boolean;
}

/** What has been measured, by what the files hold. */
export interface ClipJournal {
  /** Whether `example` was measured before, whatever its file holds now. */
  knows(example: Pick<Example, "id">): boolean;
  /** The clip of `example` if it was measured before and its file still holds the same bytes, else null. */
  find(example: Example): MeasuredClip | null;
  /** Remembers what a file gave; not without a hash, for then it could not be read. With its `json` where that is at hand. */
  add(hashed: HashedClip, json: string | null): void;
  /** Closes the file with all that was added; it stays until `removeJournal`. */
  close(): void;
  /** Closes the file when all is measured: what was added within the last pause may be missing. */
  end(): void;
}

interface Entry {
  readonly contentSha256: string;
  readonly clip: MeasuredClip;
}

/** Version of the entries; raised when they change. */
const journalSchemaVersion = 2;
/** Work that a killed run may lose, in seconds. */
const pauseSeconds = 0.5;

/** Opens the journal of a run. Entries of other options or another version of the tool do not count. */
export function openClipJournal({ path, resume }: JournalChoice, { tool, options }: PartHead): ClipJournal {
  const head = { journalSchemaVersion, tool, options };
  const journal = openJournal(path, { head, resume, pauseSeconds });
  const byId = new Map(journal.entries.map((entry) => [idOf(entry as Entry), entry as Entry]));
  return {
    knows: ({ id }) => byId.has(id),
    find({ id, path: file }) {
      const entry = byId.get(id);
      return entry !== undefined && entry.contentSha256 === hashFile(file) ? entry.clip : null;
    },
    add(hashed, json) {
      if (hashed.contentSha256 !== null) journal.append(hashed, json);
    },
    close: () => journal.close(),
    end: () => journal.end(),
  };
}

function idOf({ clip }: Entry): string {
  return clip.measurement.exampleId;
}
