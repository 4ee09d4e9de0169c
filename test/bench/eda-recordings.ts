import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { readWav } from "../support/read-wav.ts";
import { sharedData } from "../support/requirements.ts";
import { noise, sine } from "../support/synthetic-signal.ts";

/** A recording that the clips of a set are mixed from. */
export interface Recording {
  readonly label: string;
  readonly group: string;
  readonly samples: Float32Array;
}

/** Recordings of one rate, and where they come from. */
export interface Recordings {
  readonly origin: string;
  readonly sampleRateHertz: number;
  readonly items: readonly Recording[];
}

/** Spoken digits at 8 kHz: those of FSDD where they are here, else tones that decay in noise. */
export function digitRecordings(): Recordings {
  const folder = join(sharedData("fsdd"), "recordings");
  if (!existsSync(folder)) return synthetic(8000, 0.5);
  const items = readdirSync(folder)
    .sort()
    .map((name): Recording => {
      const [label = "", group = ""] = name.split("_");
      return { label, group, samples: readWav(join(folder, name)).channels[0]! };
    });
  return { origin: "FSDD", sampleRateHertz: 8000, items };
}

/** Sounds of the environment at 44.1 kHz: those of ESC-10 where they and ffmpeg are here, else tones that decay in noise. */
export function soundRecordings(ffmpeg: string | null): Recordings {
  const folder = join(sharedData("esc10"), "audio");
  if (ffmpeg === null || !existsSync(folder)) return synthetic(44100, 5);
  const items = readdirSync(folder)
    .sort()
    .flatMap((category) =>
      // Five of each are enough to mix from.
      readdirSync(join(folder, category))
        .sort()
        .slice(0, 5)
        .map((name): Recording => {
          const label = category.replace(/\W+/g, "-");
          return { label, group: name.split("-")[1]!, samples: decode(ffmpeg, join(folder, category, name)) };
        }),
    );
  return { origin: "ESC-10", sampleRateHertz: 44100, items };
}

function decode(ffmpeg: string, path: string): Float32Array {
  const to = ["-v", "error", "-f", "f32le", "-ac", "1", "-ar", "44100", "-"];
  const bytes = execFileSync(ffmpeg, ["-i", path, ...to], { maxBuffer: 2 ** 26 });
  return new Float32Array(new Uint8Array(bytes).buffer);
}

function synthetic(sampleRateHertz: number, seconds: number): Recordings {
  const length = Math.round(seconds * sampleRateHertz);
  const items = Array.from({ length: 60 }, (_, index): Recording => {
    const tone = sine(length, sampleRateHertz, 100 + 37 * index, 0.3);
    const hiss = noise(length, index + 1, 0.4);
    return {
      label: String(index % 10),
      group: String(Math.floor(index / 10)),
      samples: tone.map((value, at) => (value + hiss[at]!) * Math.exp((-3 * at) / length)),
    };
  });
  return { origin: "synthetic", sampleRateHertz, items };
}
