import { parseAddress } from "../model/media-address.ts";
import { mediaSizeBytes } from "./open-media.ts";

/** What any file may take, in seconds, and how much more its size allows. */
const leastSeconds = 30;
const bytesPerSecond = 1e6;

/** How long the file at `path` may be worked on before its decoder counts as stuck, in seconds: half a minute and a second per megabyte. */
export function mostDecodingSeconds(path: string): number {
  // What comes before a stretch may have to be decoded too.
  const sizeBytes = mediaSizeBytes(parseAddress(path).bytes === null ? parseAddress(path).path : path);
  return Math.ceil(leastSeconds + sizeBytes / bytesPerSecond);
}
