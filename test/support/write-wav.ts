import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** The bytes of a WAV file of one channel of 16-bit PCM; full scale is -1..1. */
export function wavBytes(samples: Float32Array, sampleRateHertz: number): Buffer {
  const bytes = Buffer.alloc(44 + 2 * samples.length);
  bytes.write("RIFF", 0, "latin1");
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write("WAVEfmt ", 8, "latin1");
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(sampleRateHertz, 24);
  bytes.writeUInt32LE(2 * sampleRateHertz, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write("data", 36, "latin1");
  bytes.writeUInt32LE(2 * samples.length, 40);
  samples.forEach((sample, index) => {
    bytes.writeInt16LE(Math.max(-32768, Math.min(32767, Math.round(sample * 32768))), 44 + 2 * index);
  });
  return bytes;
}

/** A tone of `hertz`, a quarter of a second at 8 kHz, at half of full scale. */
export function toneBytes(hertz: number, seconds = 0.25): Buffer {
  const samples = Float32Array.from(
    { length: Math.round(8000 * seconds) },
    (_, index) => 0.5 * Math.sin((2 * Math.PI * hertz * index) / 8000),
  );
  return wavBytes(samples, 8000);
}

/** Writes a file and the folders above it. */
export function writeDeep(path: string, content: Buffer | string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

/** Writes one channel as a WAV file of 16-bit PCM. */
export function writeWav(path: string, samples: Float32Array, sampleRateHertz: number): void {
  writeFileSync(path, wavBytes(samples, sampleRateHertz));
}
