import type { DecodedAudio } from "../model/audio-clip.ts";
import { messageOf } from "../model/errors.ts";
import { parseAddress } from "../model/media-address.ts";
import { decodeAudio } from "./decode-audio.ts";
import { cutIntoBlocks } from "./formats/gather-blocks.ts";
import { failed } from "./formats/outcome.ts";
import { holdingMedia } from "./held-cells.ts";
import { readMediaBytes } from "./open-media.ts";
import { concludeStretch, takeStretch } from "./read-stretch.ts";

/** One audio file: how large it is, and what came of decoding it. */
export interface AudioFile {
  /** Size of the file; 0 when it could not be opened. */
  readonly sizeBytes: number;
  readonly audio: DecodedAudio;
}

/**
 * Reads and decodes the file at `path`, or what an example's address names: a member of a shard, a stretch of a recording. Never throws: a
 * file that cannot be opened has failed with `file-unreadable`.
 */
export async function readAudio(path: string): Promise<AudioFile> {
  let bytes: Uint8Array;
  try {
    bytes = await holdingMedia(path, () => readMediaBytes(path));
  } catch (error) {
    return {
      sizeBytes: 0,
      audio: failed("file-unreadable", `the file cannot be opened: ${messageOf(error)}`),
    };
  }
  const audio = await decodeAudio(bytes);
  const { time } = parseAddress(path);
  if (time === null || audio.kind === "failed") return { sizeBytes: bytes.length, audio };
  const stretch = takeStretch(audio.signal.sampleRateHertz, cutIntoBlocks(audio.signal.channels), time);
  return {
    sizeBytes: bytes.length,
    audio: concludeStretch(stretch, audio.clip, { time, found: audio.problem }),
  };
}
