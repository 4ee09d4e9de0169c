import { createReadStream, createWriteStream } from "node:fs";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { messageOf, SoundingsError } from "../../model/errors.ts";

/** Encodings that a text is rewritten from. */
export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** What `rewriteText` is to do. */
export interface Rewriting {
  readonly encoding: TextEncoding;
  readonly isGzipped: boolean;
}

/**
 * Writes a text anew: in UTF-8, unpacked, every line ended by a line feed. Line numbers stay as they were.
 * @throws SoundingsError ("run") when the disk refuses
 */
export async function rewriteText(
  from: string,
  to: string,
  { encoding, isGzipped }: Rewriting,
): Promise<void> {
  const unpacking = isGzipped ? [createGunzip()] : [];
  try {
    await pipeline([createReadStream(from), ...unpacking, recode(encoding), createWriteStream(to)]);
  } catch (thrown) {
    throw new SoundingsError("run", `${from} cannot be rewritten as UTF-8: ${messageOf(thrown)}`, {
      hint: "a copy as large as the table is made in the temporary folder; TMPDIR names another one",
      cause: thrown,
    });
  }
}

function recode(encoding: TextEncoding): Transform {
  const decoder = new TextDecoder(encoding);
  let pendingReturn = "";
  const lines = (text: string): string => {
    const whole = pendingReturn + text;
    // A return at the end may be the first half of a line end.
    pendingReturn = whole.endsWith("\r") ? "\r" : "";
    return whole.slice(0, whole.length - pendingReturn.length).replace(/\r\n?/g, "\n");
  };
  return new Transform({
    transform: (chunk: Buffer, _, done) => done(null, lines(decoder.decode(chunk, { stream: true }))),
    flush: (done) => done(null, lines(decoder.decode()) + (pendingReturn === "" ? "" : "\n")),
  });
}
