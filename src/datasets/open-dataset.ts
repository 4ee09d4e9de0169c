import { stat } from "node:fs/promises";
import { basename, dirname, extname, resolve } from "node:path";
import { listFiles } from "../io/list-files.ts";
import { tableExtensions } from "../io/read-table.ts";
import type { Dataset, Layout } from "../model/dataset.ts";
import { SoundingsError } from "../model/errors.ts";
import type { Example } from "../model/example.ts";
import type { Finding } from "../model/finding.ts";
import { boundFindings } from "./bound-findings.ts";
import { examplesByPattern } from "./file-name-pattern.ts";
import { examplesWithoutLabel } from "./flat-folder.ts";
import { examplesByFolder, folderRoles } from "./folder-per-label.ts";
import { readManifest } from "./manifest.ts";
import type { ColumnChoice } from "./manifest-columns.ts";
import { sortFiles } from "./sort-files.ts";

/** How to read a dataset; what is left out is found out from the path. */
export interface DatasetOptions extends ColumnChoice {
  /** Where the label is in a file's name, such as `{label}_{group}_{index}.wav`; for folders. */
  readonly labelPattern?: string | undefined;
}

/**
 * Opens the dataset at `path`: a manifest (CSV, TSV, JSONL), or a folder whose labels are in its files' names
 * (with `labelPattern`) or its folders' names. Throws `usage` when there is no such thing or no audio in it.
 */
export async function openDataset(path: string, options: DatasetOptions = {}): Promise<Dataset> {
  const root = resolve(path);
  const target = await stat(root).catch((cause: unknown) => {
    throw new SoundingsError("usage", `There is no file or folder ${path}.`, {
      hint: "Check the path; it is taken from the folder you are in.",
      cause,
    });
  });
  const listing = target.isDirectory() ? await openFolder(path, options) : await openManifest(path, options);
  return {
    name: target.isDirectory() ? basename(root) : manifestName(root),
    source: path,
    layout: listing.layout,
    examples: [...listing.examples].sort((a, b) => compare(a.id, b.id)),
    ...(target.isDirectory() ? {} : { listedIds: listing.examples.map(({ id }) => id) }),
    findings: [...boundFindings(listing.findings)].sort(
      (a, b) => compare(a.code, b.code) || compare(a.subject, b.subject),
    ),
  };
}

/** A manifest's own name where it has one, else that of its folder: `esc10/labels.csv` is esc10. */
function manifestName(path: string): string {
  const stem = basename(path, extname(path));
  const saysNothing = /^(labels?|metadata|meta|manifest|index|data|files|dataset|annotations?)$/i.test(stem);
  return saysNothing ? basename(dirname(path)) : stem;
}

interface Listing {
  readonly layout: Layout;
  readonly examples: readonly Example[];
  readonly findings: readonly Finding[];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

async function openManifest(path: string, options: DatasetOptions): Promise<Listing> {
  const extension = extname(path).toLowerCase();
  if (!tableExtensions.some((known) => known === extension)) {
    throw new SoundingsError("usage", `${path} is neither a folder nor a manifest.`, {
      hint: `A manifest ends in ${tableExtensions.join(", ")}; for audio files give their folder.`,
    });
  }
  if (options.labelPattern !== undefined) {
    throw new SoundingsError("usage", "A label pattern is for folders; a manifest has a label column.", {
      hint: "Leave --label-pattern out, or give the folder of the audio files.",
    });
  }
  const listing = await readManifest(resolve(path), options);
  if (listing.examples.length === 0) {
    const named = listing.findings.find((finding) => finding.code === "file-missing")?.subject;
    throw new SoundingsError("usage", `None of the files that ${path} names is there.`, {
      hint:
        named === undefined
          ? "The manifest has no row."
          : `It names files like ${named}; paths start from its folder.`,
    });
  }
  return { layout: "manifest", ...listing };
}

async function openFolder(path: string, options: DatasetOptions): Promise<Listing> {
  const root = resolve(path);
  const paths = await listFiles(root);
  const { audio, findings } = sortFiles(paths);
  const column = [options.pathColumn, options.labelColumn, options.splitColumn, options.groupColumn].find(
    Boolean,
  );
  if (column !== undefined) {
    throw new SoundingsError("usage", `The column "${column}" needs a manifest; ${path} is a folder.`, {
      hint: manifestHint(path, paths) ?? "Give the path of a CSV, TSV or JSONL file.",
    });
  }
  if (audio.length === 0) {
    throw new SoundingsError("usage", `There is no audio file in ${path}.`, { hint: contentHint(paths) });
  }
  if (options.labelPattern !== undefined) {
    const named = examplesByPattern(root, audio, options.labelPattern);
    return {
      layout: "file-name-pattern",
      examples: named.examples,
      findings: [...findings, ...named.findings],
    };
  }
  const roles = folderRoles(audio);
  if (roles.labelDepth === null && roles.splitDepth === null) {
    return { layout: "flat-folder", examples: examplesWithoutLabel(root, audio), findings };
  }
  const layout = roles.labelDepth === null ? "flat-folder" : "folder-per-label";
  return { layout, examples: examplesByFolder(root, audio, roles), findings };
}

function manifestHint(path: string, paths: readonly string[]): string | null {
  const tables = paths.filter((file) =>
    tableExtensions.some((known) => known === extname(file).toLowerCase()),
  );
  if (tables.length === 0) return null;
  return `Tables are there: ${tables
    .slice(0, 5)
    .map((table) => `${path.replace(/\/+$/, "")}/${table}`)
    .join(", ")}.`;
}

function contentHint(paths: readonly string[]): string {
  if (paths.length === 0) return "The folder is empty.";
  return `It holds ${paths.length} other files: ${paths.slice(0, 5).join(", ")}${paths.length > 5 ? ", ..." : ""}.`;
}
