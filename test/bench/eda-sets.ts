import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Random, seededRandom } from "../../src/stats/random.ts";
import { wavBytes } from "../support/write-wav.ts";
import type { Recording, Recordings } from "./eda-recordings.ts";

/** A folder of audio files of one kind, named `{label}_{group}_{index}`. */
export interface AudioSet {
  readonly name: string;
  readonly folder: string;
  readonly fileCount: number;
  /** Length of all files together, in seconds. */
  readonly audioSeconds: number;
}

/** How one format is encoded from WAV. */
interface Encoding {
  readonly name: string;
  readonly extension: string;
  readonly options: readonly string[];
}

/** The formats besides WAV. */
const encodings: readonly Encoding[] = [
  { name: "FLAC", extension: "flac", options: ["-c:a", "flac"] },
  { name: "MP3", extension: "mp3", options: ["-c:a", "libmp3lame", "-b:a", "128k"] },
  { name: "Ogg Vorbis", extension: "ogg", options: ["-c:a", "libvorbis", "-q:a", "4"] },
  { name: "Opus", extension: "opus", options: ["-c:a", "libopus", "-b:a", "96k"] },
];
/** Files that one process encodes. */
const filesPerProcess = 20;

/** Writes `fileCount` distinct clips of 16-bit WAV; of the lengths of the recordings, or of `clipSeconds`. */
export function writeWavSet(
  folder: string,
  recordings: Recordings,
  { name, fileCount, clipSeconds }: { name: string; fileCount: number; clipSeconds?: number },
): AudioSet {
  mkdirSync(folder, { recursive: true });
  const random = seededRandom(7);
  const alikes = recordings.items.map(({ label, group }) =>
    recordings.items.filter((item) => item.label === label && item.group === group),
  );
  let frameCount = 0;
  for (let index = 0; index < fileCount; index++) {
    const { label, group } = recordings.items[index % recordings.items.length]!;
    const alike = alikes[index % recordings.items.length]!;
    const first = recordings.items[index % recordings.items.length]!.samples;
    const length = clipSeconds === undefined ? first.length : clipSeconds * recordings.sampleRateHertz;
    const samples = mix(first, alike[random.nextInt(alike.length)]!, random, Math.round(length));
    frameCount += samples.length;
    writeFileSync(
      join(folder, `${label}_${group}_${index}.wav`),
      wavBytes(samples, recordings.sampleRateHertz),
    );
  }
  return { name, folder, fileCount, audioSeconds: frameCount / recordings.sampleRateHertz };
}

/**
 * Two recordings at speeds and levels of chance: alike enough to be of one label and speaker, and a copy of neither. The
 * second starts backwards, so that no two clips share a stretch that sounds the same.
 */
function mix(
  first: Float32Array,
  { samples: second }: Recording,
  random: Random,
  length: number,
): Float32Array {
  const [speed, otherSpeed] = [0.8 + 0.45 * random.next(), 0.8 + 0.45 * random.next()];
  const gain = 0.3 + 0.4 * random.next();
  const [start, otherStart] = [random.nextInt(first.length), random.nextInt(second.length)];
  return Float32Array.from({ length }, (_, index) => {
    const value =
      valueAt(first, start + index * speed) + 0.8 * valueAt(second, otherStart - index * otherSpeed);
    return Math.max(-1, Math.min(0.99996, gain * value));
  });
}

/** Linear interpolation in a signal that goes round. */
function valueAt(samples: Float32Array, position: number): number {
  const at = ((position % samples.length) + samples.length) % samples.length;
  const index = Math.min(samples.length - 1, Math.floor(at));
  const next = index + 1 === samples.length ? 0 : index + 1;
  return samples[index]! + (at - index) * (samples[next]! - samples[index]!);
}

/** The same clips in all other formats, beside the WAV set. */
export function encodeSets(
  ffmpeg: string,
  { folder, fileCount, audioSeconds }: AudioSet,
  names: readonly string[],
): readonly AudioSet[] {
  const sets = encodings.map(({ name, extension }) => {
    const set = { name: `44.1 kHz ${name}`, folder: `${folder}-${extension}`, fileCount, audioSeconds };
    mkdirSync(set.folder, { recursive: true });
    return set;
  });
  for (let start = 0; start < names.length; start += filesPerProcess) {
    const chosen = names.slice(start, start + filesPerProcess);
    const inputs = chosen.flatMap((name) => ["-i", join(folder, name)]);
    const outputs = encodings.flatMap(({ extension, options }) =>
      chosen.flatMap((name, index) => {
        const path = join(`${folder}-${extension}`, name.replace(/wav$/, extension));
        return ["-map", String(index), ...options, path];
      }),
    );
    execFileSync(ffmpeg, ["-v", "error", "-y", ...inputs, ...outputs]);
  }
  return sets;
}
