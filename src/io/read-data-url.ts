import { readFile, stat } from "node:fs/promises";
import { extname } from "node:path";

/** Media types that browsers know by the endings of names. */
const mediaTypes: Readonly<Record<string, string>> = {
  ".wav": "audio/wav",
  ".flac": "audio/flac",
  ".mp3": "audio/mpeg",
  ".ogg": "audio/ogg",
  ".oga": "audio/ogg",
  ".opus": "audio/ogg",
  ".m4a": "audio/mp4",
  ".mp4": "audio/mp4",
  ".aac": "audio/aac",
  ".webm": "audio/webm",
};

/** The file at `path` as a `data:` URL of at most `mostCharacters`; null when it is longer or cannot be read. */
export async function readDataUrl(path: string, mostCharacters: number): Promise<string | null> {
  const head = `data:${mediaTypes[extname(path).toLowerCase()] ?? "audio/wav"};base64,`;
  try {
    const { size } = await stat(path);
    if (head.length + 4 * Math.ceil(size / 3) > mostCharacters) return null;
    return head + (await readFile(path)).toString("base64");
  } catch {
    return null;
  }
}
