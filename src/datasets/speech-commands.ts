import { join } from "node:path";
import { readText } from "../io/files.ts";
import { SoundingsError } from "../model/errors.ts";
import type { Example } from "../model/example.ts";
import type { Finding } from "../model/finding.ts";
import type { DatasetPlace } from "./dataset-place.ts";
import type { LayoutListing, LayoutReader } from "./layout-reader.ts";
import { listingFinding } from "./listing-finding.ts";
import { sortFiles } from "./sort-files.ts";

const lists = { "validation_list.txt": "validation", "testing_list.txt": "test" } as const;
const noiseFolder = "_background_noise_";

/** Speech Commands: a folder per word, and two lists of the files that are not for training. */
export const speechCommandsLayout: LayoutReader = {
  name: "speech-commands",
  summary:
    "a folder per word, validation_list.txt and testing_list.txt; names say the speaker (<speaker>_nohash_<n>.wav)",
  recognise: ({ file, files }) => file === null && Object.keys(lists).every((name) => files.includes(name)),
  read: async (place) => {
    const named = Object.entries(lists).filter(([name]) => place.files.includes(name));
    if (place.file !== null || named.length === 0) {
      throw new SoundingsError("usage", `${place.given} is not laid out as Speech Commands.`, {
        hint: "It is a folder with validation_list.txt and testing_list.txt.",
      });
    }
    const split = new Map<string, string>();
    const findings: Finding[] = [];
    for (const [name, splitName] of named) {
      findings.push(...(await readList(place, name, { splitName, split })));
    }
    return listWords(place, split, findings);
  },
};

/** Puts the files of a list into its split; a line that names no file becomes a finding. */
async function readList(
  { root, files }: DatasetPlace,
  name: string,
  { splitName, split }: { readonly splitName: string; readonly split: Map<string, string> },
): Promise<readonly Finding[]> {
  const known = new Set(files);
  const lines = (await readText(join(root, name))).split(/\r\n|\r|\n/);
  return lines.flatMap((text, index) => {
    const path = text.trim();
    if (path === "") return [];
    const line = index + 1;
    if (!known.has(path)) return [missing(path, name, line)];
    const before = split.get(path);
    if (before !== undefined && before !== splitName) return [conflict(path, [before, splitName])];
    split.set(path, splitName);
    return [];
  });
}

function missing(path: string, list: string, line: number): Finding {
  return listingFinding("file-missing", path, {
    severity: "error",
    message: `Line ${line} of ${list}: ${path} is not there.`,
    rule: "every file that a list of splits names is there",
    observed: path,
  });
}

function conflict(path: string, splits: readonly string[]): Finding {
  return listingFinding("split-conflict", path, {
    severity: "error",
    message: `${path} is in the lists of ${splits.join(" and ")}; the first counts.`,
    rule: "a file is in one split",
    observed: splits.join(" | "),
  });
}

function listWords(
  { root, files }: DatasetPlace,
  split: ReadonlyMap<string, string>,
  findings: readonly Finding[],
): LayoutListing {
  const sorted = sortFiles(files);
  const isNoise = (path: string): boolean => path.startsWith(`${noiseFolder}/`);
  const noise = sorted.media.filter(isNoise);
  const expected = new Set<string>([...Object.keys(lists), "README.md", "LICENSE"]);
  const others = sorted.findings.filter(
    ({ code, subject }) => code !== "file-not-audio" || !(expected.has(subject) || isNoise(subject)),
  );
  const examples = sorted.media.flatMap((path): Example[] => {
    const [word, file = ""] = path.split("/");
    if (isNoise(path) || word === undefined || file === "") return [];
    const group = /^(.+)_nohash_\d+\.[^.]+$/.exec(file)?.[1] ?? null;
    return [
      {
        id: path,
        path: join(root, path),
        label: word,
        split: split.get(path) ?? "train",
        group,
        attributes: {},
      },
    ];
  });
  return {
    examples,
    findings: [...findings, ...others, ...(noise.length === 0 ? [] : [noiseFinding(noise.length)])],
  };
}

function noiseFinding(count: number): Finding {
  return listingFinding("background-noise", noiseFolder, {
    severity: "info",
    message: `${noiseFolder} holds ${count} long recordings to cut noise from; they are no examples and are left out.`,
    rule: "folders of words hold examples",
    count,
  });
}
