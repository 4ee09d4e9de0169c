import { readFileSync } from "node:fs";

/** A 16-bit PCM recording: enough of WAV for the tests of rooms that cannot decode. */
export interface PlainWav {
  readonly sampleRateHertz: number;
  readonly channels: readonly Float32Array[];
}

/** Reads a RIFF file of 16-bit PCM; full scale is -1..1. */
export function readWav(path: string): PlainWav {
  const bytes = readFileSync(path);
  const format = chunk(bytes, "fmt ");
  const data = chunk(bytes, "data");
  const channelCount = format.readUInt16LE(2);
  const frameCount = Math.floor(data.length / 2 / channelCount);
  const channels = Array.from({ length: channelCount }, (_, channel) =>
    Float32Array.from(
      { length: frameCount },
      (_, frame) => data.readInt16LE(2 * (frame * channelCount + channel)) / 32768,
    ),
  );
  return { sampleRateHertz: format.readUInt32LE(4), channels };
}

function chunk(bytes: Buffer, id: string): Buffer {
  for (let position = 12; position + 8 <= bytes.length; ) {
    const length = bytes.readUInt32LE(position + 4);
    if (bytes.toString("latin1", position, position + 4) === id) {
      return bytes.subarray(position + 8, position + 8 + length);
    }
    position += 8 + length + (length % 2);
  }
  throw new Error(`no chunk ${id}`);
}
