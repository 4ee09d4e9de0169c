/** Where reading goes on: the address of a byte times 8, plus the bits of it that have been read. */
let position: usize = 0;

/** Goes to a place, in bits. */
export function moveTo(bit: usize): void { position = bit; }

/** The place, in bits. */
@inline export function bitPosition(): usize { return position; }

/** The next 57 bits or more from a place, first bit on top. */
@inline export function bitsAt(bit: usize): u64 {
  return bswap<u64>(load<u64>(bit >> 3)) << <u64>(bit & 7);
}

/** The next `count` bits, 0 to 33. */
export function readBits(count: i32): u64 {
  const value = (bitsAt(position) >> 1) >> <u64>(63 - count);
  position += count;
  return value;
}

/** The next `count` bits, 1 to 33, as a signed number. */
export function readSigned(count: i32): i64 {
  const value = <i64>bitsAt(position) >> <i64>(64 - count);
  position += count;
  return value;
}

/** Zeros before the next one, which is read too; reading ends at `limit`, in bits. */
export function readUnary(limit: usize): u32 {
  let zeros: u32 = 0;
  while (position < limit) {
    const bits = bitsAt(position) >> 7;
    if (bits != 0) {
      const found = <u32>clz<u64>(bits) - 7;
      position += found + 1;
      return zeros + found;
    }
    zeros += 57;
    position += 57;
  }
  return zeros;
}
