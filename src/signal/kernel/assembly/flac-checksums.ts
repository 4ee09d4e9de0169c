/** CRC-8 remainders of all bytes (RFC 9639, section 9.1.8: polynomial 0x107). */
const headRemainders: usize = memory.data(256, 64);
/** CRC-16 remainders of all bytes (section 9.3: polynomial 0x18005), and of all bytes that 1 to 7 more follow. */
const frameRemainders: usize = memory.data(8 * 256 * 2, 64);

/** Fills the tables; once per instance. */
export function prepareChecksums(): void {
  for (let byte = 0; byte < 256; byte++) {
    let short = byte, long = byte << 8;
    for (let bit = 0; bit < 8; bit++) {
      short = (short << 1) ^ ((short & 0x80) != 0 ? 0x107 : 0);
      long = (long << 1) ^ ((long & 0x8000) != 0 ? 0x18005 : 0);
    }
    store<u8>(headRemainders + byte, short);
    store<u16>(frameRemainders + ((<usize>byte) << 1), long);
  }
  for (let entry: usize = 256; entry < 8 * 256; entry++) {
    const before = <u32>load<u16>(frameRemainders + ((entry - 256) << 1));
    store<u16>(frameRemainders + (entry << 1), (before << 8) ^ remainder(0, before >> 8));
  }
}

@inline function remainder(table: usize, byte: u32): u32 {
  return load<u16>(frameRemainders + (table << 9) + ((<usize>byte) << 1));
}

/** CRC-8 of a frame's head. */
export function headChecksum(at: usize, end: usize): u32 {
  let checksum: u32 = 0;
  for (; at < end; at++) checksum = load<u8>(headRemainders + (checksum ^ load<u8>(at)));
  return checksum;
}

/** CRC-16 of a frame; 0 if the frame ends in the right one. Eight bytes at a time. */
export function frameChecksum(at: usize, end: usize): u32 {
  let checksum: u32 = 0;
  for (const last = end - 8; <isize>at <= <isize>last; at += 8) {
    const low = load<u32>(at), high = load<u32>(at, 4);
    checksum =
      remainder(7, (low & 255) ^ (checksum >> 8)) ^ remainder(6, ((low >> 8) & 255) ^ (checksum & 255)) ^
      remainder(5, (low >> 16) & 255) ^ remainder(4, low >> 24) ^
      remainder(3, high & 255) ^ remainder(2, (high >> 8) & 255) ^ remainder(1, (high >> 16) & 255) ^ remainder(0, high >> 24);
  }
  for (; at < end; at++) checksum = ((checksum << 8) & 0xffff) ^ remainder(0, (checksum >> 8) ^ load<u8>(at));
  return checksum;
}
