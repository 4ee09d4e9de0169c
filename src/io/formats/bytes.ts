/** A view of `bytes` for reading numbers; it throws RangeError past the end. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** `length` bytes from `offset` as Latin-1 text; shorter at the end of `bytes`. */
export function textAt(bytes: Uint8Array, offset: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(offset, offset + length));
}

/** Whether `bytes` holds exactly `text` (Latin-1) at `offset`. */
export function hasText(bytes: Uint8Array, offset: number, text: string): boolean {
  return textAt(bytes, offset, text.length) === text;
}

/** The parts, one after another. */
export function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
