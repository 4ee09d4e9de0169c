import { basename, dirname, relative, resolve } from "node:path";
import { isFolder } from "../io/files.ts";
import { listFiles } from "../io/list-files.ts";
import { parseDelimited } from "../io/parse-delimited.ts";
import { readHeadText } from "../io/read-head-text.ts";
import { SoundingsError } from "../model/errors.ts";

/** Where a dataset is, and what lies there. */
export interface DatasetPlace {
  /** The path as it was given. */
  readonly given: string;
  /** The folder that was given, or that of the file that was given: absolute. */
  readonly root: string;
  /** Name of the file that was given; null for a folder. */
  readonly file: string | null;
  /** Every file below `root`, relative to it with forward slashes, in order. */
  readonly files: readonly string[];
}

/** Looks at what lies at `given`. Throws `usage` when there is nothing. */
export async function openPlace(given: string): Promise<DatasetPlace> {
  const path = resolve(given);
  const isDirectory = await isFolder(path);
  if (isDirectory === null) {
    throw new SoundingsError("usage", `There is no file or folder ${given}.`, {
      hint: "Check the path; it is taken from the folder you are in.",
    });
  }
  const root = isDirectory ? path : dirname(path);
  return { given, root, file: isDirectory ? null : basename(path), files: await listFiles(root) };
}

/** The place of the folder above, where a table lies in a folder of its own beside that of the media. */
export async function placeAbove(place: DatasetPlace): Promise<DatasetPlace> {
  const root = dirname(place.root);
  const file =
    place.file === null ? null : relative(root, resolve(place.root, place.file)).replaceAll("\\", "/");
  return { given: place.given, root, file, files: await listFiles(root) };
}

/** The file that was given, or else the files of the folder that `pattern` fits, the shallowest first. */
export function candidates({ file, files }: DatasetPlace, pattern: RegExp): readonly string[] {
  if (file !== null) return pattern.test(file) ? [file] : [];
  const depth = (path: string): number => path.split("/").length;
  return files.filter((path) => pattern.test(path)).sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1));
}

/** Names of the columns of a CSV or TSV file; empty when it has none. */
export function columnsOf({ root }: DatasetPlace, path: string): readonly string[] {
  const text = readHeadText(resolve(root, path));
  const line = text.slice(0, text.search(/[\r\n]|$/));
  const delimiter = /\.tsv$|\.tab$/i.test(path) ? "\t" : ",";
  return (parseDelimited(line, delimiter)[0]?.cells ?? []).map((name) => name.trim());
}

/** The first line of a file of JSON objects, gzip or not; null when that is none. */
export function firstObject({ root }: DatasetPlace, path: string): Readonly<Record<string, unknown>> | null {
  try {
    const text = readHeadText(resolve(root, path));
    const value: unknown = JSON.parse(text.slice(0, text.search(/[\r\n]|$/)));
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : null;
  } catch {
    return null;
  }
}
