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
import { roundSeconds } from "./nemo.ts";
import { attributesOf, textsAt } from "./value-path.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Where labels usually are in a cut. */
const usualLabels = ["custom.label", "supervisions[].custom.label", "supervisions[].custom.class"];

/** Lhotse: cuts in JSONL (also .gz), each a stretch of a recording with its supervisions. */
export const lhotseLayout: LayoutReader = {
  name: "lhotse",
  summary: "cuts in JSONL, gzip or not: id, start, duration, recording, supervisions",
  recognise: (place) => manifestsOf(place).length > 0,
  read: async (place, options) => {
    const manifests = manifestsOf(place);
    if (manifests.length === 0) {
      throw new SoundingsError("usage", `${place.given} has no cuts of Lhotse.`, {
        hint: "Each line of cuts.jsonl or cuts.jsonl.gz is a JSON object with id, start, duration and recording.",
      });
    }
    const rows: ListedRow[] = [];
    const findings: Finding[] = [];
    for (const path of manifests) {
      const split = place.file === null && manifests.length > 1 ? splitOf(path) : null;
      await readCuts(place, path, { options, split, rows, findings });
    }
    const joined = joinRows(rows, { ...place, kind: "audio" });
    return { examples: joined.examples, findings: [...findings, ...joined.findings] };
  },
};

function manifestsOf(place: DatasetPlace): readonly string[] {
  return candidates(place, /\.jsonl(\.gz)?$/i).filter((path) => {
    const first = firstObject(place, path);
    return first !== null && (isCut(first) || first["type"] === "MixedCut");
  });
}

function isCut(value: Fields): boolean {
  return (
    typeof value["recording"] === "object" &&
    value["recording"] !== null &&
    "start" in value &&
    "duration" in value
  );
}

interface CutReading {
  readonly options: DatasetOptions;
  readonly split: string | null;
  readonly rows: ListedRow[];
  readonly findings: Finding[];
}

async function readCuts(place: DatasetPlace, path: string, reading: CutReading): Promise<void> {
  const { options, split, rows, findings } = reading;
  const { locate } = fileLocator(place.root, place.files);
  const table = basename(path);
  for await (const { line, value } of readJsonLines(join(place.root, path))) {
    const trouble = value === null ? "the line is not a JSON object" : whyUnusable(value);
    if (value === null || trouble !== null) {
      findings.push(lineFinding("row-unreadable", table, line, trouble ?? ""));
      continue;
    }
    const name = sourceOf(value) ?? "";
    rows.push({ ...{ table, line, name, id: locate(name) }, ...saidOf(value, options, split) });
  }
}

function saidOf(cut: Fields, options: DatasetOptions, split: string | null) {
  const paths = options.labelColumn === undefined ? usualLabels : [options.labelColumn];
  const labelPath = paths.find((path) => textsAt(cut, path).length > 0) ?? null;
  const { recording: _, start: __, supervisions, ...others } = cut;
  const texts = textsAt(cut, "supervisions[].text");
  const first = (path: string): string | null => textsAt(cut, path)[0] ?? null;
  return {
    time: stretchOf(cut),
    labels: labelsIn(cut, labelPath, options.labelSeparator),
    split: first(options.splitColumn ?? "custom.split") ?? split,
    group: first(options.groupColumn ?? "supervisions[].speaker"),
    attributes: attributesOf({
      ...others,
      ...(texts.length === 0 ? {} : { text: texts.join(" ") }),
      supervisionCount: Array.isArray(supervisions) ? supervisions.length : 0,
    }),
  };
}

/** Why a line is no cut of one recording in a file; null when it is. */
function whyUnusable(cut: Fields): string | null {
  if (cut["type"] === "MixedCut") return "the cut mixes several recordings, of which none is the example";
  if (!isCut(cut)) return "the object is not a cut: it needs recording, start and duration";
  return sourceOf(cut) === null ? "the recording is not in a file" : null;
}

/** The file of a cut's recording. */
function sourceOf(cut: Fields): string | null {
  return textsAt(cut, "recording.sources[].type")[0] === "file"
    ? (textsAt(cut, "recording.sources[].source")[0] ?? null)
    : null;
}

/** Null for a cut that is all of its recording. */
function stretchOf(cut: Fields): TimeRange | null {
  const [start, duration] = [Number(cut["start"]), Number(cut["duration"])];
  const whole = Number(textsAt(cut, "recording.duration")[0]);
  if (start === 0 && Math.abs(whole - duration) < 1e-3) return null;
  return { startSeconds: start, endSeconds: roundSeconds(start + duration) };
}

function splitOf(path: string): string {
  return basename(path)
    .replace(/\.jsonl(\.gz)?$/i, "")
    .replace(/[_.-]?cuts[_.-]?/i, "");
}
