import { createHash } from "node:crypto";
import type { AudioSignal } from "../model/audio-clip.ts";

/**
 * SHA-256, hex, over the sampling rate, the number of channels and every sample as a little-endian 32-bit float:
 * equal for equal decoded sound, whatever file it came from.
 */
export function hashSignal(signal: AudioSignal): string {
  const hash = createHash("sha256");
  hash.update(Float64Array.of(signal.sampleRateHertz, signal.channels.length));
  for (const { buffer, byteOffset, byteLength } of signal.channels) {
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return hash.digest("hex");
}
