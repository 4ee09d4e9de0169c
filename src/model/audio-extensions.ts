import type { Container } from "./audio-clip.ts";

/** Containers that a file with this extension may hold; a file that holds another is wrongly named. */
const containersByExtension: Readonly<Record<string, readonly Container[]>> = {
  wav: ["wav", "rf64"],
  wave: ["wav", "rf64"],
  bwf: ["wav", "rf64"],
  rf64: ["rf64"],
  aif: ["aiff"],
  aiff: ["aiff"],
  aifc: ["aiff"],
  au: ["au"],
  snd: ["au"],
  caf: ["caf"],
  flac: ["flac", "ogg"],
  mp1: ["mp3"],
  mp2: ["mp3"],
  mp3: ["mp3"],
  ogg: ["ogg"],
  oga: ["ogg"],
  opus: ["ogg"],
  m4a: ["mp4"],
  m4b: ["mp4"],
  mp4: ["mp4"],
  aac: ["adts", "mp4"],
  webm: ["webm"],
  weba: ["webm"],
  mka: ["webm"],
  wma: ["asf"],
  wv: ["wavpack"],
};

/** The extension of a path (or of an address) in lower case, without its dot; empty without one. */
export function extensionOf(path: string): string {
  return /[^/]\.([^./]+?)(?:#(?:t|bytes|row)=[^/#]*)*$/.exec(path)?.[1]?.toLowerCase() ?? "";
}

/** Whether a path has the extension of an audio file, in upper or lower case. */
export function isAudioPath(path: string): boolean {
  return Object.hasOwn(containersByExtension, extensionOf(path));
}

/** Containers that a file's extension promises; null for an extension that promises none. */
export function promisedContainers(path: string): readonly Container[] | null {
  const extension = extensionOf(path);
  return Object.hasOwn(containersByExtension, extension) ? (containersByExtension[extension] ?? null) : null;
}
