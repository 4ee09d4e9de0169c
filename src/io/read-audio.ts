import { readFile } from "node:fs/promises";
import type { DecodedAudio } from "../model/audio-clip.ts";
import { messageOf } from "../model/errors.ts";
import { decodeAudio } from "./decode-audio.ts";
import { failed } from "./formats/outcome.ts";

/** One audio file: how large it is, and what came of decoding it. */
export interface AudioFile {
  /** Size of the file; 0 when it could not be opened. */
  readonly sizeBytes: number;
  readonly audio: DecodedAudio;
}

/** Reads and decodes the file at `path`. Never throws: a file that cannot be opened has failed with `file-unreadable`. */
export async function readAudio(path: string): Promise<AudioFile> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    return {
      sizeBytes: 0,
      audio: failed("file-unreadable", `the file cannot be opened: ${messageOf(error)}`),
    };
  }
  return { sizeBytes: bytes.length, audio: await decodeAudio(bytes) };
}
