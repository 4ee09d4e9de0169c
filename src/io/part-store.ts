import { createWriteStream } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type DatasetPart, partSchemaVersion } from "../model/dataset-part.ts";
import { messageOf, SoundingsError } from "../model/errors.ts";
import { type FilePart, type ImagePart, isImagePart } from "../model/image-part.ts";
import { isFolder, readText } from "./files.ts";
import { readHeadText } from "./read-head-text.ts";

/**
 * Writes a part as JSON, one file a line, whole or not at all, and gives its path.
 * @throws SoundingsError ("run") when the disk refuses
 */
export async function writePart(path: string, part: FilePart): Promise<string> {
  const temporary = `${path}.part`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await pipeline(Readable.from(piecesOf(part)), createWriteStream(temporary));
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw new SoundingsError("run", `cannot write ${path}: ${messageOf(cause)}`, {
      hint: "choose another file with --out",
      cause,
    });
  }
  return path;
}

function piecesOf(part: FilePart): Generator<string> {
  if (isImagePart(part)) {
    const { images, ...head } = part;
    return listed(head, "images", images);
  }
  const { clips, ...head } = part;
  return listed(head, "clips", clips);
}

function* listed(head: object, name: string, items: readonly unknown[]): Generator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},"${name}":[`;
  for (const [index, item] of items.entries()) yield `${index === 0 ? "" : ","}\n${JSON.stringify(item)}`;
  yield "\n]}\n";
}

/** Whether the file at `path` begins as a part does; false for whatever else it is. */
export async function looksLikePart(path: string): Promise<boolean> {
  return (await isFolder(path)) === false && /^\{"schemaVersion":\d+,"tool":/.test(readHeadText(path));
}

/**
 * Reads a part.
 * @throws SoundingsError ("usage") when the file cannot be read, is no part, or is one of another version
 */
export async function readPart(path: string): Promise<FilePart> {
  const value = await readPartJson(path);
  const complaint = whyNoPart(value);
  if (complaint === null) return value as FilePart;
  throw new SoundingsError("usage", `${path} is no part of a dataset: ${complaint}`, {
    hint: "parts are made by profile dataset <path> --shard 1/8 --out part-1.json",
  });
}

/**
 * The JSON of a part of whatever kind.
 * @throws SoundingsError ("usage") when the file cannot be read, or is cut short
 */
export async function readPartJson(path: string): Promise<unknown> {
  const text = await readText(path);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SoundingsError("usage", `${path} is not whole JSON: ${messageOf(cause)}`, {
      hint: "make the shard anew",
      cause,
    });
  }
}

/** What of a part is missing or of another kind, as words; null when it is one. */
function whyNoPart(value: unknown): string | null {
  if (typeof value !== "object" || value === null) return "it is no object";
  const part = value as Readonly<Partial<Record<keyof DatasetPart | keyof ImagePart, unknown>>>;
  const isOfImages = Array.isArray(part.images) && Array.isArray(part.pictures);
  if (!Array.isArray(part.shards) || !(Array.isArray(part.clips) || isOfImages))
    return "it has no shards or no clips";
  if (part.schemaVersion !== partSchemaVersion) {
    return `its schemaVersion is ${String(part.schemaVersion)}; this version of Soundings reads ${partSchemaVersion}`;
  }
  const isListing = typeof part.listing === "object" && part.listing !== null && "examples" in part.listing;
  const isWhole = isListing && typeof part.options === "object" && typeof part.tool === "object";
  return isWhole && Number.isInteger(part.shardCount) ? null : "its head is not whole";
}
