import { basename, join } from "node:path";
import { readJsonLines } from "../io/read-json-lines.ts";
import { SoundingsError } from "../model/errors.ts";
import type { Finding } from "../model/finding.ts";
import type { TimeRange } from "../model/media-address.ts";
import { candidates, type DatasetPlace, firstObject } from "./dataset-place.ts";
import { joinRows, type ListedRow, lineFinding } from "./join-rows.ts";
import type { DatasetOptions, LayoutReader } from "./layout-reader.ts";
import { fileLocator } from "./locate-files.ts";
import { labelsIn } from "./manifest.ts";
import { attributesOf, textsAt } from "./value-path.ts";

/** NeMo: a JSON object per line with `audio_filepath` and `duration`, of a stretch of a recording with `offset`. */
export const nemoLayout: LayoutReader = {
  name: "nemo",
  summary:
    "a JSON object per line: audio_filepath, duration, text or label, and offset for a stretch of a recording",
  recognise: (place) => manifestsOf(place).length > 0,
  read: async (place, options) => {
    const manifests = manifestsOf(place);
    if (manifests.length === 0) {
      throw new SoundingsError("usage", `${place.given} has no manifest of NeMo.`, {
        hint: "Each of its lines is a JSON object with audio_filepath and duration.",
      });
    }
    const rows: ListedRow[] = [];
    const findings: Finding[] = [];
    for (const path of manifests) {
      const split = place.file === null && manifests.length > 1 ? splitOf(path) : null;
      await readManifest(place, path, { options, split, rows, findings });
    }
    const joined = joinRows(rows, { ...place, kind: "audio" });
    return { examples: joined.examples, findings: [...findings, ...joined.findings] };
  },
};

function manifestsOf(place: DatasetPlace): readonly string[] {
  return candidates(place, /\.(json|jsonl|ndjson)$/i).filter((path) => {
    if (place.file === null && path.includes("/")) return false;
    const first = firstObject(place, path);
    return typeof first?.["audio_filepath"] === "string" && "duration" in first;
  });
}

interface ManifestReading {
  readonly options: DatasetOptions;
  readonly split: string | null;
  readonly rows: ListedRow[];
  readonly findings: Finding[];
}

async function readManifest(place: DatasetPlace, path: string, reading: ManifestReading): Promise<void> {
  const { options, split, rows, findings } = reading;
  const { locate } = fileLocator(place.root, place.files);
  const table = basename(path);
  for await (const { line, value } of readJsonLines(join(place.root, path))) {
    const name = value?.["audio_filepath"];
    if (value === null || typeof name !== "string") {
      const reason = value === null ? "the line is not a JSON object" : "the entry has no audio_filepath";
      findings.push(lineFinding("row-unreadable", table, line, reason));
      continue;
    }
    const { audio_filepath: _, ...others } = value;
    const labelColumn = options.labelColumn ?? ["label", "command"].find((column) => column in value) ?? null;
    rows.push({
      table,
      line,
      name,
      id: locate(name),
      time: stretchOf(value),
      labels: labelsIn(value, labelColumn, options.labelSeparator),
      split: textsAt(value, options.splitColumn ?? "split")[0] ?? split,
      group:
        textsAt(value, options.groupColumn ?? ("speaker" in value ? "speaker" : "speaker_id"))[0] ?? null,
      attributes: attributesOf(others),
    });
  }
}

/** The stretch that an entry with an offset is about. */
function stretchOf({ offset, duration }: Readonly<Record<string, unknown>>): TimeRange | null {
  if (typeof offset !== "number" || typeof duration !== "number") return null;
  return { startSeconds: offset, endSeconds: roundSeconds(offset + duration) };
}

/** Sums of decimals have no tail of their own. */
export function roundSeconds(seconds: number): number {
  return Math.round(seconds * 1e6) / 1e6;
}

function splitOf(path: string): string {
  return basename(path)
    .replace(/\.[^.]+$/, "")
    .replace(/[_-]?manifest[_-]?/i, "");
}
