import { widePlane } from "./decoder-layout";
import { bitPosition, readBits, readSigned, readUnary } from "./flac-bits";
import { coefficients, restoreFixed, restoreLong, restoreNarrow, restoreWide } from "./flac-prediction";
import { readResidual } from "./flac-residual";

/** Bits of a sample for which a plane has no room. */
const wideBits: i32 = 33;

/**
 * Reads a subframe (RFC 9639, section 9.2) of `blockSize` samples of `bits` bits into `plane`; samples of 33 bits into `widePlane`.
 *
 * @param limit Where the stream ends, in bits.
 * @returns Whether it could be read.
 */
export function readSubframe(plane: usize, blockSize: i32, bits: i32, limit: usize): bool {
  const head = <i32>readBits(8);
  if ((head & 0x80) != 0) return false;
  const wasted = (head & 1) != 0 ? <i32>min<u32>(readUnary(limit), 64) + 1 : 0;
  const width = bits - wasted;
  if (width <= 0) return false;
  const isWide = width == wideBits;
  const type = head >> 1;
  let isRead: bool;
  if (type == 0) isRead = readConstant(plane, blockSize, width, isWide);
  else if (type == 1) isRead = readVerbatim(plane, 0, blockSize, width, isWide, limit);
  else if (type >= 8 && type <= 12) isRead = readFixed(plane, blockSize, width, type - 8, limit);
  else if (type >= 32) isRead = readLinear(plane, blockSize, width, type - 31, limit);
  else return false;
  if (isRead && wasted > 0) shiftUp(plane, blockSize, wasted, bits == wideBits);
  return isRead && bitPosition() <= limit;
}

function readConstant(plane: usize, blockSize: i32, width: i32, isWide: bool): bool {
  const value = readSigned(width);
  for (let index = 0; index < blockSize; index++) storeSample(plane, index, value, isWide);
  return true;
}

@inline function storeSample(plane: usize, index: i32, value: i64, isWide: bool): void {
  if (isWide) store<i64>(widePlane + ((<usize>index) << 3), value);
  else store<i32>(plane + ((<usize>index) << 2), <i32>value);
}

function readVerbatim(plane: usize, from: i32, to: i32, width: i32, isWide: bool, limit: usize): bool {
  if (bitPosition() + <usize>(to - from) * width > limit) return false;
  for (let index = from; index < to; index++) storeSample(plane, index, readSigned(width), isWide);
  return true;
}

function readFixed(plane: usize, blockSize: i32, width: i32, order: i32, limit: usize): bool {
  const isWide = width == wideBits;
  if (order > blockSize || !readVerbatim(plane, 0, order, width, isWide, limit)) return false;
  if (!readResidual(plane, blockSize, order, limit)) return false;
  if (!isWide) {
    restoreFixed(plane, blockSize, order);
    return true;
  }
  // (1 - z)^order without its first term, negated: 1; 2, -1; 3, -3, 1; 4, -6, 4, -1.
  let binomial = 1;
  for (let index = 1; index <= order; index++) {
    binomial = (binomial * (order - index + 1)) / index;
    store<i32>(coefficients + ((<usize>index - 1) << 2), (index & 1) != 0 ? binomial : -binomial);
  }
  restoreWide(widePlane, plane, blockSize, order, 0);
  return true;
}

function readLinear(plane: usize, blockSize: i32, width: i32, order: i32, limit: usize): bool {
  const isWide = width == wideBits;
  if (order > blockSize || !readVerbatim(plane, 0, order, width, isWide, limit)) return false;
  const precision = <i32>readBits(4) + 1, shift = <i32>readSigned(5);
  if (precision == 16 || shift < 0) return false;
  memory.fill(coefficients, 0, 32 * 4);
  let magnitude: i64 = 0;
  for (let index = 0; index < order; index++) {
    const value = <i32>readSigned(precision);
    store<i32>(coefficients + ((<usize>index) << 2), value);
    magnitude += abs(value);
  }
  if (!readResidual(plane, blockSize, order, limit)) return false;
  if (isWide) restoreWide(widePlane, plane, blockSize, order, shift);
  else if (magnitude << <i64>(width - 1) <= i32.MAX_VALUE) restoreNarrow(plane, blockSize, order, shift);
  else restoreLong(plane, blockSize, order, shift);
  return true;
}

/** Puts back the zeros that all samples of a subframe ended in. */
function shiftUp(plane: usize, blockSize: i32, wasted: i32, isWide: bool): void {
  for (let index = 0; index < blockSize; index++) {
    const value = <i64>load<i32>(plane + ((<usize>index) << 2)) << <i64>wasted;
    storeSample(plane, index, value, isWide);
  }
}
