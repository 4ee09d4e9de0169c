/** ITU-T G.711 A-law bytes as 16-bit values. */
export function decodeAlaw(bytes: Uint8Array): Int16Array {
  return Int16Array.from(bytes, (value) => alawValues[value]!);
}

/** ITU-T G.711 mu-law bytes as 16-bit values. */
export function decodeMulaw(bytes: Uint8Array): Int16Array {
  return Int16Array.from(bytes, (value) => mulawValues[value]!);
}

const alawValues = Int16Array.from({ length: 256 }, (_, code) => {
  const flipped = code ^ 0x55;
  const segment = (flipped >> 4) & 7;
  const step = ((flipped & 15) << 4) + 8;
  const magnitude = segment === 0 ? step : (step + 0x100) << (segment - 1);
  return flipped & 0x80 ? magnitude : -magnitude;
});

const mulawValues = Int16Array.from({ length: 256 }, (_, code) => {
  const flipped = ~code & 0xff;
  const magnitude = ((((flipped & 15) << 3) + 0x84) << ((flipped >> 4) & 7)) - 0x84;
  return flipped & 0x80 ? -magnitude : magnitude;
});
