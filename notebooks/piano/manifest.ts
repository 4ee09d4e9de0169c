import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";

/**
 * The recordings of `npm start`: Salamander Grand Piano V3 by Alexander Holm (CC BY 3.0), from three npm packages of one
 * velocity layer each. The loudest layer is the test split: does a model that heard soft and medium notes know loud ones?
 */
const layers = [
  { velocity: 4, split: "train" },
  { velocity: 10, split: "train" },
  { velocity: 16, split: "test" },
] as const;

/** Note and octave in a file name such as `D#4v10.ogg`. */
const namePattern = /^([A-G]#?)(\d)v(\d+)\.ogg$/;

/** Folder of the recordings of one velocity layer. */
export function layerFolder(velocity: number): string {
  const require = createRequire(import.meta.url);
  return join(dirname(require.resolve(`@audio-samples/piano-velocity${velocity}/package.json`)), "audio");
}

/** Writes a manifest of all notes: path, pitch class, octave, velocity layer, split. Gives its path. */
export function writePianoManifest(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const rows = layers.flatMap(({ velocity, split }) => {
    const recordings = layerFolder(velocity);
    return readdirSync(recordings)
      .sort()
      .flatMap((name) => {
        const [, pitch, octave] = namePattern.exec(name) ?? [];
        const path = relative(folder, join(recordings, name)).replaceAll("\\", "/");
        return pitch === undefined ? [] : [`${path},${pitch},octave ${octave},velocity ${velocity},${split}`];
      });
  });
  const path = join(folder, "piano.csv");
  writeFileSync(path, `${["path,pitch,octave,velocity,split", ...rows].join("\n")}\n`);
  return path;
}
