import { writeFileSync } from "node:fs";

/** Writes one channel as a RIFF file of 16-bit PCM; full scale is -1..1, beyond it is clipped. */
export function writeWav(path: string, samples: Float32Array, sampleRateHertz: number): void {
  const bytes = Buffer.alloc(44 + 2 * samples.length);
  bytes.write("RIFF", 0, "latin1");
  bytes.writeUInt32LE(36 + 2 * samples.length, 4);
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
    bytes.writeInt16LE(Math.max(-32768, Math.min(32767, Math.round(32768 * sample))), 44 + 2 * index);
  });
  writeFileSync(path, bytes);
}
