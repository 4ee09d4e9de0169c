import type { Container } from "../model/audio-clip.ts";
import { parseAddress, timeFragment } from "../model/media-address.ts";
import { mediaSizeBytes, readMediaBytes } from "./open-media.ts";
import { sniffContainer } from "./sniff-container.ts";

/** Media types that browsers know by containers. */
const mediaTypes: Readonly<Record<Container, string>> = {
  wav: "audio/wav",
  rf64: "audio/wav",
  aiff: "audio/aiff",
  au: "audio/basic",
  caf: "audio/x-caf",
  flac: "audio/flac",
  mp3: "audio/mpeg",
  ogg: "audio/ogg",
  mp4: "audio/mp4",
  adts: "audio/aac",
  webm: "audio/webm",
  wavpack: "audio/x-wavpack",
  asf: "audio/x-ms-wma",
};

/**
 * The file at `path` (or a part of one, by its address) as a `data:` URL of at most `mostCharacters`, of the type that its bytes show: members of archives
 * and cells of tables have no names that would say it. Null when it is longer, cannot be read, or is no audio.
 */
export function readDataUrl(path: string, mostCharacters: number): string | null {
  try {
    const size = mediaSizeBytes(path);
    if (size === 0 || 4 * Math.ceil(size / 3) > mostCharacters) return null;
    const bytes = readMediaBytes(path);
    const sniffed = sniffContainer(bytes);
    if (sniffed.kind === "unknown") return null;
    const { time } = parseAddress(path);
    const url = `data:${mediaTypes[sniffed.container]};base64,${Buffer.from(bytes).toString("base64")}`;
    return url.length > mostCharacters ? null : url + (time === null ? "" : timeFragment(time));
  } catch {
    return null;
  }
}
