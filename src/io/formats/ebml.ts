/** One element of an EBML file such as WebM. */
export interface EbmlElement {
  readonly id: number;
  /** Content as far as the file has it. */
  readonly content: Uint8Array;
  /** Bytes of content that its head announces; null when it leaves the size open. */
  readonly announcedBytes: number | null;
}

/** The elements that lie one after another in `bytes` (RFC 8794). */
export function elementsIn(bytes: Uint8Array): EbmlElement[] {
  const elements: EbmlElement[] = [];
  for (let at = 0; at < bytes.length; ) {
    const id = variableNumber(bytes, at, "marked");
    const size = id === null ? null : variableNumber(bytes, at + id.byteCount, "plain");
    if (id === null || size === null) break;
    const start = at + id.byteCount + size.byteCount;
    const announcedBytes = size.value === 2 ** (7 * size.byteCount) - 1 ? null : size.value;
    const end = announcedBytes === null ? bytes.length : start + announcedBytes;
    elements.push({ id: id.value, content: bytes.subarray(start, end), announcedBytes });
    at = end;
  }
  return elements;
}

/** A number whose leading zeros say how many bytes it takes; ids keep that mark. */
function variableNumber(
  bytes: Uint8Array,
  at: number,
  kind: "marked" | "plain",
): { value: number; byteCount: number } | null {
  const first = bytes[at];
  if (first === undefined || first === 0) return null;
  const byteCount = Math.clz32(first) - 23;
  if (at + byteCount > bytes.length) return null;
  let value = kind === "marked" ? first : first & (0xff >> byteCount);
  for (let index = 1; index < byteCount; index++) value = value * 256 + bytes[at + index]!;
  return { value, byteCount };
}

/** The value of an unsigned integer element. */
export function unsignedOf(content: Uint8Array): number {
  return content.reduce((sum, byte) => sum * 256 + byte, 0);
}

/** The value of a float element of 4 or 8 bytes; 0 for any other length. */
export function floatOf(content: Uint8Array): number {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  if (content.length === 8) return view.getFloat64(0);
  return content.length === 4 ? view.getFloat32(0) : 0;
}
