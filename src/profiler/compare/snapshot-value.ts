/** Stands for something that cannot be looked at. */
export interface Opaque {
  readonly opaque: string;
}

const maxDepth = 8;

/**
 * A copy of what an output holds, that later changes of the output do not reach: plain objects, arrays, typed arrays, tensors with their values,
 * text and numbers. Whatever else there is becomes its name.
 */
export function snapshotValue(value: unknown, depth = 0): unknown {
  if (typeof value === "function") return opaque("function");
  if (typeof value !== "object" || value === null) return value;
  if (depth > maxDepth) return opaque("too deep");
  if (ArrayBuffer.isView(value)) return copyOfView(value);
  if (Array.isArray(value)) return value.map((one) => snapshotValue(one, depth + 1));
  if (value instanceof Date) return value.getTime();
  if (isPlain(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, snapshotValue(one, depth + 1)]),
    );
  }
  return ofTensor(value) ?? opaque(value.constructor?.name ?? "object");
}

/** Whether a snapshot is all that the value was, so that a stage may be called on it. */
export function isWhole(snapshot: unknown): boolean {
  if (typeof snapshot !== "object" || snapshot === null || ArrayBuffer.isView(snapshot)) return true;
  if ("opaque" in snapshot || "tensorShape" in snapshot) return false;
  return Object.values(snapshot).every(isWhole);
}

function opaque(name: string): Opaque {
  return { opaque: name };
}

/** A typed array that owns its memory. */
function copyOfView(view: ArrayBufferView): ArrayBufferView {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength).slice();
  if (view instanceof DataView || !("BYTES_PER_ELEMENT" in view)) return bytes;
  const Kind = view.constructor as new (buffer: ArrayBuffer) => ArrayBufferView;
  // A Buffer is an array of bytes; its own constructor would not take the memory.
  return view[Symbol.toStringTag as never] === "Uint8Array" ? bytes : new Kind(bytes.buffer);
}

/** A tensor with its values: waiting for the device is no harm here. */
function ofTensor(value: object): unknown {
  const { shape, dtype, dataSync } = value as { shape?: unknown; dtype?: unknown; dataSync?: unknown };
  if (!Array.isArray(shape) || typeof dtype !== "string" || typeof dataSync !== "function") return null;
  try {
    const data = snapshotValue((dataSync as () => unknown).call(value));
    return { tensorShape: true, shape: [...(shape as readonly number[])], dtype, data };
  } catch {
    // Disposed of already.
    return opaque("tensor");
  }
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
