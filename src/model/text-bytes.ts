const hexDigits = "0123456789abcdef";
const base64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const noDigit = 255;

/** What each character of code 0 to 127 stands for; `noDigit` for others. */
function valuesOf(digits: string): Uint8Array {
  const values = new Uint8Array(128).fill(noDigit);
  for (let value = 0; value < digits.length; value += 1) values[digits.charCodeAt(value)] = value;
  return values;
}

const hexValues = valuesOf(hexDigits);
const base64Values = valuesOf(base64Digits);

/** Writes the bytes of `text`, two hexadecimal digits each, to the start of `target`; false where it is not lower case, or of another length. */
export function readHex(text: string, target: Uint8Array): boolean {
  if (text.length !== 2 * target.length) return false;
  for (let index = 0; index < target.length; index += 1) {
    const high = hexValues[text.charCodeAt(2 * index)] ?? noDigit;
    const low = hexValues[text.charCodeAt(2 * index + 1)] ?? noDigit;
    if (high === noDigit || low === noDigit) return false;
    target[index] = (high << 4) | low;
  }
  return true;
}

/** Bytes as two hexadecimal digits each, lower case. */
export function hexOfBytes(bytes: Uint8Array): string {
  const codes: number[] = [];
  for (const byte of bytes) codes.push(hexDigits.charCodeAt(byte >> 4), hexDigits.charCodeAt(byte & 15));
  return String.fromCharCode(...codes);
}

/** Bytes that a text in base64 stands for, if it is one. */
export function base64ByteCount(text: string): number {
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  return Math.max(0, Math.floor((text.length / 4) * 3) - padding);
}

/** Writes the bytes of `text` to `target`, which has `base64ByteCount` of them; false where `base64OfBytes` would write them otherwise. */
export function readBase64(text: string, target: Uint8Array): boolean {
  if (text.length % 4 !== 0) return false;
  const digitCount = Math.ceil((target.length * 4) / 3);
  let held = 0;
  let heldBits = 0;
  let end = 0;
  for (let index = 0; index < digitCount; index += 1) {
    const value = base64Values[text.charCodeAt(index)] ?? noDigit;
    if (value === noDigit) return false;
    held = (held << 6) | value;
    heldBits += 6;
    if (heldBits < 8) continue;
    heldBits -= 8;
    target[end] = held >> heldBits;
    held &= (1 << heldBits) - 1;
    end += 1;
  }
  // The bits that the last digit has to spare may be anything in a text that others wrote.
  return held === 0;
}

/** Bytes in base64. */
export function base64OfBytes(bytes: Uint8Array): string {
  let characters = "";
  for (const byte of bytes) characters += String.fromCharCode(byte);
  return btoa(characters);
}
