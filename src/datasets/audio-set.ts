import { join } from "node:path";
import { readText } from "../io/files.ts";
import { parseDelimited } from "../io/parse-delimited.ts";
import { readHeadText } from "../io/read-head-text.ts";
import { isAudioPath } from "../model/audio-extensions.ts";
import { SoundingsError } from "../model/errors.ts";
import type { Finding } from "../model/finding.ts";
import { candidates, type DatasetPlace } from "./dataset-place.ts";
import { joinRows, type ListedRow, lineFinding } from "./join-rows.ts";
import type { LayoutReader } from "./layout-reader.ts";

/** AudioSet: segments with comment lines first, several labels per example, by the ids of an ontology. */
export const audioSetLayout: LayoutReader = {
  name: "audioset",
  summary:
    "a segments CSV with comment lines (# YTID, start_seconds, end_seconds, positive_labels), files named by YTID",
  recognise: (place) => tablesOf(place).length > 0,
  read: async (place) => {
    const tables = tablesOf(place);
    if (tables.length === 0) {
      throw new SoundingsError("usage", `${place.given} has no segments of AudioSet.`, {
        hint: "Their CSV begins with lines such as '# YTID, start_seconds, end_seconds, positive_labels'.",
      });
    }
    const names = await labelNames(place);
    const locate = clipLocator(place.files);
    const read = await Promise.all(tables.map((table) => readSegments(place, table, { names, locate })));
    // Videos vanish from where they were taken, so that no copy is whole.
    const joined = joinRows(
      read.flatMap(({ rows }) => rows),
      { ...place, kind: "audio", missingSeverity: "warning", isWhole: place.file === null },
    );
    return {
      examples: joined.examples,
      findings: [...read.flatMap(({ findings }) => findings), ...joined.findings],
    };
  },
};

/** Whether any clip of the segments is there: without one, their CSV is a table and nothing else. */
export async function hasClips(place: DatasetPlace): Promise<boolean> {
  if (!place.files.some(isAudioPath)) return false;
  const reading = { names: new Map<string, string>(), locate: clipLocator(place.files) };
  for (const table of tablesOf(place)) {
    const { rows } = await readSegments(place, table, reading);
    if (rows.some(({ id }) => id !== null)) return true;
  }
  return false;
}

function tablesOf(place: DatasetPlace): readonly string[] {
  return candidates(place, /\.csv$/i).filter((path) => {
    const head = readHeadText(join(place.root, path)).split(/\r\n|\r|\n/, 8);
    return head.some((line) => /^#\s*YTID\s*,\s*start_seconds/i.test(line));
  });
}

/** Names by the ids of labels, from `class_labels_indices.csv` below the root; ids stand for themselves without it. */
async function labelNames({ root, files }: DatasetPlace): Promise<ReadonlyMap<string, string>> {
  const path = files.find((file) => /(^|\/)(\w+_)?class_labels_indices\.csv$/i.test(file));
  if (path === undefined) return new Map();
  const [head, ...records] = parseDelimited(await readText(join(root, path)), ",");
  const [id, name] = ["mid", "display_name"].map((column) => head?.cells.indexOf(column) ?? -1);
  if (id === undefined || name === undefined || id < 0 || name < 0) return new Map();
  return new Map(records.map(({ cells }) => [cells[id] ?? "", cells[name] ?? ""]));
}

interface SegmentReading {
  readonly names: ReadonlyMap<string, string>;
  readonly locate: (id: string, startSeconds: number, endSeconds: number) => string | null;
}

const segment = /^\s*([^,\s]+)\s*,\s*(-?[\d.]+)\s*,\s*(-?[\d.]+)\s*,\s*"?([^"]*)"?\s*$/;

async function readSegments(
  { root }: DatasetPlace,
  table: string,
  { names, locate }: SegmentReading,
): Promise<{ readonly rows: readonly ListedRow[]; readonly findings: readonly Finding[] }> {
  const rows: ListedRow[] = [];
  const findings: Finding[] = [];
  (await readText(join(root, table))).split(/\r\n|\r|\n/).forEach((text, index) => {
    if (text.trim() === "" || text.startsWith("#")) return;
    const found = segment.exec(text);
    const [, id = "", start, end, ids = ""] = found ?? [];
    const [startSeconds, endSeconds] = [Number(start), Number(end)];
    if (found === null || !(endSeconds > startSeconds)) {
      findings.push(
        lineFinding(
          "row-unreadable",
          table,
          index + 1,
          'the line is not a segment: id, start, end, "labels"',
        ),
      );
      return;
    }
    const labels = ids
      .split(",")
      .map((one) => one.trim())
      .filter((one) => one !== "");
    rows.push({
      table,
      line: index + 1,
      name: `${id} (${startSeconds} to ${endSeconds} s)`,
      id: locate(id, startSeconds, endSeconds),
      labels: [...new Set(labels.map((one) => names.get(one) ?? one))],
      split: splitOf(table),
      group: id,
      attributes: { startSeconds, endSeconds },
    });
  });
  return { rows, findings };
}

/** `balanced_train_segments.csv` is training data, `eval_segments.csv` is not. */
function splitOf(table: string): string | null {
  const stem = table
    .replace(/^.*\//, "")
    .replace(/\.csv$/i, "")
    .replace(/_?segments$/i, "");
  return /eval/i.test(stem) ? "eval" : /train/i.test(stem) ? "train" : stem === "" ? null : stem;
}

/** Clips by the names that the usual downloaders give: the id alone, behind a Y, or with seconds or milliseconds after it. */
function clipLocator(files: readonly string[]): SegmentReading["locate"] {
  const byStem = new Map(
    files.filter(isAudioPath).map((path) => [path.replace(/^.*\//, "").replace(/\.[^.]+$/, ""), path]),
  );
  return (id, start, end) => {
    const times = [
      `${start}_${end}`,
      `${start.toFixed(3)}_${end.toFixed(3)}`,
      `${1000 * start}_${1000 * end}`,
      `${start}`,
      `${1000 * start}`,
    ];
    const stems = [id, `Y${id}`, ...times.flatMap((time) => [`${id}_${time}`, `Y${id}_${time}`])];
    const stem = stems.find((one) => byStem.has(one));
    return stem === undefined ? null : byStem.get(stem)!;
  };
}
