import type { BlockStream, DecoderFile } from "./formats/block-stream.ts";
import { pcmStream } from "./formats/pcm-blocks.ts";
import { placeOfAiff } from "./formats/read-aiff.ts";
import { placeOfAu } from "./formats/read-au.ts";
import { placeOfCaf } from "./formats/read-caf.ts";
import { flacStream } from "./formats/read-flac.ts";
import { placeOfWav } from "./formats/read-wav.ts";
import { sniffContainer } from "./sniff-container.ts";

const places = {
  wav: placeOfWav,
  rf64: placeOfWav,
  aiff: placeOfAiff,
  au: placeOfAu,
  caf: placeOfCaf,
} as const;

/**
 * The recording in a file, for the decoders of our own: PCM and FLAC. Null where a package is needed, and where the header is wrong:
 * `decodeAudio` tells.
 */
export function openBlocks(file: DecoderFile): BlockStream | null {
  const sniffed = sniffContainer(file.head);
  if (sniffed.kind === "unknown") return null;
  const { container } = sniffed;
  if (container === "flac") return flacStream(file);
  if (!(container in places)) return null;
  const place = places[container as keyof typeof places](file);
  return place === null ? null : pcmStream(file, place);
}
