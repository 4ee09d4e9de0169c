import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { messageOf, SoundingsError } from "../model/errors.ts";
import { readMediaBytes } from "./open-media.ts";
import { isGzip } from "./read-head-text.ts";

/** One line of a file of JSON objects. */
export interface JsonLine {
  /** From 1. */
  readonly line: number;
  /** Null when the line is not a JSON object. */
  readonly value: Readonly<Record<string, unknown>> | null;
}

/**
 * The objects of a JSONL file, gzip or not, one line in memory at a time. Empty lines are left out.
 * @throws SoundingsError ("usage") when the file cannot be read to its end
 */
export async function* readJsonLines(path: string): AsyncGenerator<JsonLine, void, void> {
  try {
    const isPacked = isGzip(readMediaBytes(path, 2));
    const bytes = createReadStream(path);
    const unpacked = isPacked ? createGunzip() : null;
    if (unpacked !== null) bytes.on("error", (error) => unpacked.destroy(error)).pipe(unpacked);
    let line = 0;
    for await (const text of createInterface({
      input: unpacked ?? bytes,
      crlfDelay: Number.POSITIVE_INFINITY,
    })) {
      line++;
      const content = line === 1 ? text.replace(/^\uFEFF/, "") : text;
      if (content.trim() !== "") yield { line, value: objectOf(content) };
    }
  } catch (thrown) {
    throw new SoundingsError("usage", `${path} cannot be read: ${messageOf(thrown)}`, { cause: thrown });
  }
}

function objectOf(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
}
