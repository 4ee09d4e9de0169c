import { statSync } from "node:fs";

/** What any file may take, in seconds, and how much more its size allows. */
const leastSeconds = 30;
const bytesPerSecond = 1e6;

/** How long the file at `path` may be worked on before its decoder counts as stuck, in seconds: half a minute and a second per megabyte. */
export function mostDecodingSeconds(path: string): number {
  const sizeBytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return Math.ceil(leastSeconds + sizeBytes / bytesPerSecond);
}
