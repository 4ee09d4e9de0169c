import { bitPosition, bitsAt, moveTo, readBits, readSigned, readUnary } from "./flac-bits";

/** Bits that one look at the stream gives for certain. */
const certainBits: u64 = 57;

/**
 * Reads the residual of a subframe (RFC 9639, section 9.2.7) of `blockSize` samples, of which the first `order` have none. What is
 * stored at `target` is folded: 0, -1, 1, -2, ... are 0, 1, 2, 3, ...
 *
 * @param limit Where the stream ends, in bits.
 * @returns Whether it could be read.
 */
export function readResidual(target: usize, blockSize: i32, order: i32, limit: usize): bool {
  const method = <i32>readBits(2);
  if (method > 1) return false;
  const parameterBits = 4 + method, escape = (1 << parameterBits) - 1;
  const partitionOrder = <i32>readBits(4);
  const length = blockSize >> partitionOrder;
  if (length << partitionOrder != blockSize || length < order) return false;
  const end = target + ((<usize>blockSize) << 2);
  let at = target + ((<usize>order) << 2), partitionEnd = target;
  while (partitionEnd < end) {
    partitionEnd += (<usize>length) << 2;
    const parameter = <i32>readBits(parameterBits);
    if (parameter == escape) readPlain(at, partitionEnd);
    else readRice(at, partitionEnd, parameter, limit);
    if (bitPosition() > limit) return false;
    at = partitionEnd;
  }
  return true;
}

/** A partition of numbers of equal width. */
function readPlain(at: usize, end: usize): void {
  const width = <i32>readBits(5);
  for (; at < end; at += 4) {
    const value = width == 0 ? 0 : <i32>readSigned(width);
    store<i32>(at, (value << 1) ^ (value >> 31));
  }
}

/** A partition of Rice codes: as many at a time as usually fit into one look at the stream. */
function readRice(at: usize, end: usize, parameter: i32, limit: usize): void {
  // Few samples are left over, and those that do not fit come one at a time.
  if (parameter <= 11) at = readFours(at, end, parameter, limit);
  else if (parameter <= 16) at = readThrees(at, end, parameter, limit);
  else if (parameter <= 25) at = readTwos(at, end, parameter, limit);
  while (at < end && bitPosition() <= limit) at = readOne(at, parameter, limit);
}

function readOne(at: usize, parameter: i32, limit: usize): usize {
  const high = readUnary(limit);
  store<u32>(at, (high << parameter) | <u32>readBits(parameter));
  return at + 4;
}

// A code is some zeros, a one and `parameter` bits. With the zeros shifted out, one and bits are on top: 2^parameter too much, which is
// taken off the zeros.

function readFours(at: usize, end: usize, parameter: i32, limit: usize): usize {
  const k = <u64>parameter, down = 63 - k, next = k + 1, least = 4 * next;
  let bit = bitPosition();
  const last = end - 16;
  while (<isize>at <= <isize>last && bit <= limit) {
    let bits = bitsAt(bit);
    const zeros0 = clz<u64>(bits); bits <<= zeros0;
    const value0 = ((zeros0 - 1) << k) + (bits >> down); bits <<= next;
    const zeros1 = clz<u64>(bits); bits <<= zeros1;
    const value1 = ((zeros1 - 1) << k) + (bits >> down); bits <<= next;
    const zeros2 = clz<u64>(bits); bits <<= zeros2;
    const value2 = ((zeros2 - 1) << k) + (bits >> down); bits <<= next;
    const zeros3 = clz<u64>(bits); bits <<= zeros3;
    const value3 = ((zeros3 - 1) << k) + (bits >> down);
    const used = zeros0 + zeros1 + (zeros2 + zeros3) + least;
    if (used <= certainBits) {
      store<u32>(at, <u32>value0);
      store<u32>(at, <u32>value1, 4);
      store<u32>(at, <u32>value2, 8);
      store<u32>(at, <u32>value3, 12);
      bit += <usize>used;
      at += 16;
    } else {
      moveTo(bit);
      at = readOne(at, parameter, limit);
      bit = bitPosition();
    }
  }
  moveTo(bit);
  return at;
}

function readThrees(at: usize, end: usize, parameter: i32, limit: usize): usize {
  const k = <u64>parameter, down = 63 - k, next = k + 1, least = 3 * next;
  let bit = bitPosition();
  const last = end - 12;
  while (<isize>at <= <isize>last && bit <= limit) {
    let bits = bitsAt(bit);
    const zeros0 = clz<u64>(bits); bits <<= zeros0;
    const value0 = ((zeros0 - 1) << k) + (bits >> down); bits <<= next;
    const zeros1 = clz<u64>(bits); bits <<= zeros1;
    const value1 = ((zeros1 - 1) << k) + (bits >> down); bits <<= next;
    const zeros2 = clz<u64>(bits); bits <<= zeros2;
    const value2 = ((zeros2 - 1) << k) + (bits >> down);
    const used = zeros0 + zeros1 + zeros2 + least;
    if (used <= certainBits) {
      store<u32>(at, <u32>value0);
      store<u32>(at, <u32>value1, 4);
      store<u32>(at, <u32>value2, 8);
      bit += <usize>used;
      at += 12;
    } else {
      moveTo(bit);
      at = readOne(at, parameter, limit);
      bit = bitPosition();
    }
  }
  moveTo(bit);
  return at;
}

function readTwos(at: usize, end: usize, parameter: i32, limit: usize): usize {
  const k = <u64>parameter, down = 63 - k, next = k + 1, least = 2 * next;
  let bit = bitPosition();
  const last = end - 8;
  while (<isize>at <= <isize>last && bit <= limit) {
    let bits = bitsAt(bit);
    const zeros0 = clz<u64>(bits); bits <<= zeros0;
    const value0 = ((zeros0 - 1) << k) + (bits >> down); bits <<= next;
    const zeros1 = clz<u64>(bits); bits <<= zeros1;
    const value1 = ((zeros1 - 1) << k) + (bits >> down);
    const used = zeros0 + zeros1 + least;
    if (used <= certainBits) {
      store<u32>(at, <u32>value0);
      store<u32>(at, <u32>value1, 4);
      bit += <usize>used;
      at += 8;
    } else {
      moveTo(bit);
      at = readOne(at, parameter, limit);
      bit = bitPosition();
    }
  }
  moveTo(bit);
  return at;
}
