/** What a value takes along when it is shipped to another thread. */
export interface Cargo {
  /** Buffers of its typed arrays, each once. */
  readonly buffers: ReadonlySet<ArrayBuffer>;
  /** Bytes of those buffers. */
  readonly shippedByteCount: number;
  /** Bytes of the arrays that look at them: less where an array is a view of a larger buffer. */
  readonly usedByteCount: number;
}

const maxDepth = 4;
const maxEntries = 4096;

/** Finds the buffers in a value: typed arrays in arrays and plain objects, four levels deep. */
export function cargoOf(value: unknown): Cargo {
  const hold: Hold = { buffers: new Set(), shippedByteCount: 0, usedByteCount: 0 };
  addPart(value, hold, 0);
  return hold;
}

/** A cargo while it is being put together. */
interface Hold extends Cargo {
  readonly buffers: Set<ArrayBuffer>;
  shippedByteCount: number;
  usedByteCount: number;
}

function addPart(part: unknown, hold: Hold, depth: number): void {
  if (typeof part !== "object" || part === null || depth > maxDepth) return;
  if (ArrayBuffer.isView(part)) addView(part, hold);
  else if (Array.isArray(part)) addElements(part, hold, depth);
  else if (isPlain(part)) for (const key in part) addPart(part[key as never], hold, depth + 1);
}

function addElements(elements: readonly unknown[], hold: Hold, depth: number): void {
  // Arrays of plain numbers are common and long: the first entry tells.
  if (typeof elements[0] === "number") return;
  const count = Math.min(elements.length, maxEntries);
  for (let index = 0; index < count; index++) addPart(elements[index], hold, depth + 1);
}

function addView(view: ArrayBufferView, hold: Hold): void {
  if (!(view.buffer instanceof ArrayBuffer)) return;
  hold.usedByteCount += view.byteLength;
  if (hold.buffers.has(view.buffer)) return;
  hold.buffers.add(view.buffer);
  hold.shippedByteCount += view.buffer.byteLength;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The buffers that may change hands: those that one array fills. A pooled one, such as that of a small Buffer, has other users. */
export function transferList({ buffers, shippedByteCount, usedByteCount }: Cargo): ArrayBuffer[] {
  return shippedByteCount === usedByteCount ? [...buffers] : [];
}
