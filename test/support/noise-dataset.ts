import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { noise } from "./synthetic-signal.ts";

/** A folder of its own for one test; it goes when the test has ended. */
export function temporaryFolder(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "soundings-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The bytes of a mono 16-bit WAV file. */
export function wavBytes(samples: Float32Array, sampleRateHertz: number): Buffer {
  const bytes = Buffer.alloc(44 + 2 * samples.length);
  bytes.write("RIFF");
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write("WAVEfmt ", 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(sampleRateHertz, 24);
  bytes.writeUInt32LE(2 * sampleRateHertz, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write("data", 36);
  bytes.writeUInt32LE(2 * samples.length, 40);
  samples.forEach((sample, index) => {
    bytes.writeInt16LE(Math.round(sample * 32767), 44 + 2 * index);
  });
  return bytes;
}

/** Writes `count` clips of noise under `folder`, of `seconds` each at 16 kHz, in three folders: a, b and c. */
export function writeNoise(folder: string, count: number, seconds: number): void {
  for (const label of ["a", "b", "c"]) mkdirSync(join(folder, label), { recursive: true });
  for (let index = 0; index < count; index++) {
    const samples = noise(Math.round(16_000 * seconds), index + 1, 0.1 + 0.8 * ((index % 7) / 7));
    const name = `${String(index).padStart(3, "0")}.wav`;
    writeFileSync(join(folder, "abc"[index % 3]!, name), wavBytes(samples, 16_000));
  }
}
