/** How large an output is. */
export interface OutputSize {
  /** Bytes of its typed arrays. */
  bytes: number;
  /** Seconds of audio it says it holds; NaN-free, 0 when it does not say. */
  audioSeconds: number;
  /** Whether any part of it says how long it is. */
  hasDuration: boolean;
}

const maxDepth = 4;
const maxEntries = 4096;

/** Adds the size of `value` to `size`. Looks into arrays and plain objects, four levels deep. */
export function addSize(value: unknown, size: OutputSize, depth = 0): void {
  if (typeof value !== "object" || value === null) return;
  if (ArrayBuffer.isView(value)) {
    size.bytes += value.byteLength;
    return;
  }
  if (depth === maxDepth) return;
  if (Array.isArray(value)) {
    const count = Math.min(value.length, maxEntries);
    for (let index = 0; index < count; index++) addSize(value[index], size, depth + 1);
    return;
  }
  if (!isPlain(value)) return;
  const before = size.audioSeconds;
  for (const key in value) addSize(value[key as never], size, depth + 1);
  const { durationSeconds } = value as { durationSeconds?: unknown };
  if (typeof durationSeconds === "number" && durationSeconds >= 0) {
    size.audioSeconds = before + durationSeconds;
    size.hasDuration = true;
  }
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
