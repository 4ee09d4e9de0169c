/** Numbers in 0..1 from a seed (mulberry32), so that a failure can be seen again. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Changes one to eight bytes, mostly in the header, often to extreme values; now and then cuts the file. */
export function mutated(bytes: Uint8Array, random: () => number): Uint8Array {
  const copy = new Uint8Array(bytes);
  const count = 1 + Math.floor(random() * 8);
  for (let change = 0; change < count; change++) {
    const reach = random() < 0.8 ? Math.min(128, copy.length) : copy.length;
    copy[Math.floor(random() * reach)] = random() < 0.4 ? 255 : Math.floor(random() * 256);
  }
  return random() < 0.2 ? copy.subarray(0, Math.floor(random() * copy.length)) : copy;
}

/** Ways to damage a stretch of a file. */
const damages: readonly ((bytes: Buffer, at: number, end: number, random: () => number) => Buffer)[] = [
  (bytes, at, _, random) => bytes.fill(random() < 0.4 ? 255 : Math.floor(random() * 256), at, at + 1),
  (bytes, at, end, random) => bytes.fill(random() < 0.5 ? 0 : 255, at, end),
  (bytes, at, end, random) => {
    for (let place = at; place < end; place++) bytes[place] = Math.floor(random() * 256);
    return bytes;
  },
  (bytes, at, end) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(end)]),
  (bytes, at, end) => Buffer.concat([bytes.subarray(0, end), bytes.subarray(at)]),
  (bytes, at) => bytes.subarray(0, at),
];

/** Damages the body in one to four places, wherever: changed, overwritten, left out, doubled or cut. */
export function damaged(bytes: Uint8Array, random: () => number): Uint8Array {
  let copy: Buffer = Buffer.from(bytes);
  const count = 1 + Math.floor(random() * 4);
  for (let change = 0; change < count && copy.length > 0; change++) {
    const at = Math.floor(random() * copy.length);
    const end = Math.min(copy.length, at + 1 + Math.floor(random() * random() * 2000));
    copy = damages[Math.floor(random() * damages.length)]!(copy, at, end, random);
  }
  return new Uint8Array(copy);
}

/** Makes the checksum of each Ogg page right again, so that its damage reaches the decoder. */
export function withPageChecksums(bytes: Uint8Array): Uint8Array {
  const file = Buffer.from(bytes);
  for (let at = file.indexOf("OggS"); at !== -1; at = file.indexOf("OggS", at + 4)) {
    const segments = file.subarray(at + 27, at + 27 + (file[at + 26] ?? 0));
    const end = at + 27 + segments.length + segments.reduce((sum, segment) => sum + segment, 0);
    if (end > file.length) break;
    file.writeUInt32LE(0, at + 22);
    let crc = 0;
    for (const byte of file.subarray(at, end)) {
      crc ^= byte << 24;
      for (let bit = 0; bit < 8; bit++) crc = crc < 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
    }
    file.writeUInt32LE(crc >>> 0, at + 22);
  }
  return file;
}
