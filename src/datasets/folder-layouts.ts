import { resolve } from "node:path";
import { SoundingsError } from "../model/errors.ts";
import type { DatasetPlace } from "./dataset-place.ts";
import { examplesByPattern } from "./file-name-pattern.ts";
import { examplesWithoutLabel } from "./flat-folder.ts";
import { examplesByFolder, folderRoles } from "./folder-per-label.ts";
import type { LayoutReader } from "./layout-reader.ts";
import { type SortedFiles, sortFiles } from "./sort-files.ts";

/** A folder whose files' names say the label, by a pattern that is given. */
export const namePatternLayout: LayoutReader = {
  name: "file-name-pattern",
  summary: "names that say the label, with --label-pattern '{label}_{group}_{index}.wav'",
  recognise: () => false,
  read: async (place, { labelPattern }) => {
    const { media, findings } = mediaOf(place);
    if (labelPattern === undefined) {
      throw new SoundingsError("usage", "Names that say the label need a pattern.", {
        hint: "--label-pattern '{label}_{group}_{index}.wav'",
      });
    }
    const named = examplesByPattern(place.root, media, labelPattern);
    return { examples: named.examples, findings: [...findings, ...named.findings] };
  },
};

/** A folder per label, perhaps in a folder per split. */
export const folderPerLabelLayout: LayoutReader = {
  name: "folder-per-label",
  summary: "a folder per label, perhaps within a folder per split: train/dog/1.wav",
  recognise: ({ file, files }) => file === null && folderRoles(sortFiles(files).media).labelDepth !== null,
  read: async (place) => {
    const { media, findings } = mediaOf(place);
    return { examples: examplesByFolder(place.root, media, folderRoles(media)), findings };
  },
};

/** A folder of files without labels, perhaps in a folder per split. */
export const flatFolderLayout: LayoutReader = {
  name: "flat-folder",
  summary: "files without labels",
  recognise: ({ file }) => file === null,
  read: async (place) => {
    const { media, findings } = mediaOf(place);
    const roles = folderRoles(media);
    const hasSplits = roles.splitDepth !== null;
    return {
      examples: hasSplits
        ? examplesByFolder(place.root, media, { ...roles, labelDepth: null })
        : examplesWithoutLabel(place.root, media),
      findings,
    };
  },
};

/** The media of a folder. Throws `usage` where there is none. */
function mediaOf({ given, root, file, files }: DatasetPlace): SortedFiles {
  if (file !== null) {
    throw new SoundingsError("usage", `${given} is a file, and this layout is a folder.`, {
      hint: `Give the folder: ${resolve(root)}.`,
    });
  }
  const sorted = sortFiles(files);
  if (sorted.media.length > 0) return sorted;
  throw new SoundingsError("usage", `There is no audio file in ${given}.`, { hint: contentHint(files) });
}

function contentHint(paths: readonly string[]): string {
  if (paths.length === 0) return "The folder is empty.";
  return `It holds ${paths.length} other files: ${paths.slice(0, 5).join(", ")}${paths.length > 5 ? ", ..." : ""}.`;
}
