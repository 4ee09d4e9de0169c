import { join } from "node:path";
import { readText } from "../io/files.ts";
import { SoundingsError } from "../model/errors.ts";
import type { AttributeValue } from "../model/example.ts";
import type { Finding } from "../model/finding.ts";
import type { TimeRange } from "../model/media-address.ts";
import type { DatasetPlace } from "./dataset-place.ts";
import { joinRows, type ListedRow, lineFinding } from "./join-rows.ts";
import type { LayoutReader } from "./layout-reader.ts";
import { fileLocator } from "./locate-files.ts";

/** Kaldi: `wav.scp` (recordings), `segments` (utterances within them), `utt2spk` and `text`. */
export const kaldiLayout: LayoutReader = {
  name: "kaldi",
  summary: "wav.scp, and where they are there segments, utt2spk, text and utt2label",
  recognise: (place) => place.file === "wav.scp" || (place.file === null && place.files.includes("wav.scp")),
  read: async (place) => {
    if (!place.files.includes("wav.scp")) {
      throw new SoundingsError("usage", `${place.given} has no wav.scp.`, {
        hint: "A data folder of Kaldi holds wav.scp: an id and a path in each line.",
      });
    }
    const table = await readTables(place);
    const { locate } = fileLocator(place.root, place.files);
    const rows = table.segments === null ? wholeRecordings(table, locate) : segmentsOf(table, locate);
    const joined = joinRows(rows, { ...place, kind: "audio" });
    return { examples: joined.examples, findings: [...table.findings, ...joined.findings] };
  },
};

/** A line of a Kaldi table: a key, and the rest. */
interface Entry {
  readonly line: number;
  readonly key: string;
  readonly value: string;
}

interface KaldiTables {
  readonly recordings: readonly Entry[];
  readonly segments: readonly Entry[] | null;
  readonly speakers: ReadonlyMap<string, string>;
  readonly texts: ReadonlyMap<string, string>;
  readonly labels: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
}

async function readTables({ root, files }: DatasetPlace): Promise<KaldiTables> {
  const findings: Finding[] = [];
  const read = async (name: string): Promise<readonly Entry[] | null> => {
    if (!files.includes(name)) return null;
    return entriesOf(name, await readText(join(root, name)), findings);
  };
  const mapOf = async (name: string) => new Map((await read(name))?.map(({ key, value }) => [key, value]));
  return {
    recordings: (await read("wav.scp")) ?? [],
    segments: await read("segments"),
    speakers: await mapOf("utt2spk"),
    texts: await mapOf("text"),
    labels: await mapOf("utt2label"),
    findings,
  };
}

function entriesOf(name: string, text: string, findings: Finding[]): readonly Entry[] {
  return text.split(/\r\n|\r|\n/).flatMap((content, index): Entry[] => {
    const line = index + 1;
    if (content.trim() === "") return [];
    const [, key = "", value = ""] = /^(\S+)\s+(.*\S)\s*$/.exec(content) ?? [];
    if (key !== "" && !(name === "wav.scp" && value.endsWith("|"))) return [{ line, key, value }];
    findings.push(
      key === ""
        ? lineFinding("row-unreadable", name, line, "the line is not an id and a value")
        : lineFinding("row-is-command", name, line, `${key} is the output of a command, which is not run`),
    );
    return [];
  });
}

type Locate = (name: string) => string | null;

function wholeRecordings(tables: KaldiTables, locate: Locate): readonly ListedRow[] {
  return tables.recordings.map(({ line, key, value }) => ({
    ...{ table: "wav.scp", line, name: value, id: locate(value) },
    ...whatIsSaidOf(key, tables),
  }));
}

function segmentsOf(tables: KaldiTables, locate: Locate): readonly ListedRow[] {
  const recordings = new Map(tables.recordings.map(({ key, value }) => [key, value]));
  return (tables.segments ?? []).map(({ line, key, value }) => {
    const [recording = "", start, end] = value.split(/\s+/);
    const name = recordings.get(recording) ?? recording;
    return {
      ...{ table: "segments", line, name, id: recordings.has(recording) ? locate(name) : null },
      time: timeOf(Number(start), Number(end)),
      ...whatIsSaidOf(key, tables),
    };
  });
}

/** An end of -1 means that of the recording. */
function timeOf(start: number, end: number): TimeRange | null {
  if (!(start >= 0) || (start === 0 && !(end > 0))) return null;
  return { startSeconds: start, endSeconds: end > start ? end : null };
}

function whatIsSaidOf(
  key: string,
  { speakers, texts, labels }: KaldiTables,
): Omit<ListedRow, "table" | "line" | "name" | "id"> {
  const label = labels.get(key);
  const text = texts.get(key);
  const attributes: Record<string, AttributeValue> = {
    utterance: key,
    ...(text === undefined ? {} : { text }),
  };
  return {
    labels: label === undefined ? [] : [label],
    split: null,
    group: speakers.get(key) ?? null,
    attributes,
  };
}
