import { extensionOf } from "../model/audio-extensions.ts";
import { mediaSizeBytes } from "./open-media.ts";

/** Seconds that a file takes whatever it holds. */
const secondsPerFile = 0.0002;
/** Bytes that are decoded and measured in a second, by the extension: rough, for a number of threads rests on them and nothing else. */
const bytesPerSecond: Readonly<Record<string, number>> = {
  wav: 170e6,
  aiff: 170e6,
  aif: 170e6,
  au: 170e6,
  caf: 170e6,
  flac: 50e6,
};
const lossyBytesPerSecond = 6e6;

/** Seconds that one core needs for all files, about; no more than `enough` are looked for. */
export function estimateSeconds(paths: readonly string[], enough: number): number {
  let seconds = 0;
  for (const path of paths) {
    const rate = bytesPerSecond[extensionOf(path)] ?? lossyBytesPerSecond;
    seconds += secondsPerFile + mediaSizeBytes(path) / rate;
    if (seconds >= enough) return enough;
  }
  return seconds;
}
