import { fingerprint } from "./fingerprint.ts";

/** The fingerprint of a recording as text; null where it has none. See `fingerprint`. */
export function fingerprintText(channels: readonly Float32Array[], sampleRateHertz: number): string | null {
  const words = fingerprint(channels, sampleRateHertz);
  return words && encodeFingerprint(words);
}

/** Words as base64 of their bytes, lowest first. */
export function encodeFingerprint(words: Uint32Array): string {
  let bytes = "";
  for (const word of words) {
    bytes += String.fromCharCode(word & 255, (word >>> 8) & 255, (word >>> 16) & 255, word >>> 24);
  }
  return btoa(bytes);
}

/** The words of `text`, as `encodeFingerprint` wrote them. */
export function decodeFingerprint(text: string): Uint32Array {
  const bytes = atob(text);
  const byteAt = (index: number): number => bytes.charCodeAt(index);
  return Uint32Array.from({ length: bytes.length >> 2 }, (_, word) => {
    const at = 4 * word;
    return (byteAt(at) | (byteAt(at + 1) << 8) | (byteAt(at + 2) << 16) | (byteAt(at + 3) << 24)) >>> 0;
  });
}
