import { extensionOf } from "../model/audio-extensions.ts";
import { parseAddress, timeFragment } from "../model/media-address.ts";
import { mediaSizeBytes, readMediaBytes } from "./open-media.ts";

/** Media types that browsers know by the endings of names. */
const mediaTypes: Readonly<Record<string, string>> = {
  wav: "audio/wav",
  flac: "audio/flac",
  mp3: "audio/mpeg",
  ogg: "audio/ogg",
  oga: "audio/ogg",
  opus: "audio/ogg",
  m4a: "audio/mp4",
  mp4: "audio/mp4",
  aac: "audio/aac",
  webm: "audio/webm",
};

/** The file at `path` (or a part of one, by its address) as a `data:` URL of at most `mostCharacters`; null when it is longer or cannot be read. */
export function readDataUrl(path: string, mostCharacters: number): string | null {
  const head = `data:${mediaTypes[extensionOf(path)] ?? "audio/wav"};base64,`;
  try {
    const size = mediaSizeBytes(path);
    if (size === 0 || head.length + 4 * Math.ceil(size / 3) > mostCharacters) return null;
    const { time } = parseAddress(path);
    const bytes = Buffer.from(readMediaBytes(path)).toString("base64");
    return head + bytes + (time === null ? "" : timeFragment(time));
  } catch {
    return null;
  }
}
