// How samples are coded; the host numbers them alike.
const unsigned8: i32 = 0;
const signed8: i32 = 1;
const signed16: i32 = 2;
const signed24: i32 = 3;
const signed32: i32 = 4;
const float32: i32 = 5;
const float64: i32 = 6;
const alaw: i32 = 7;
const mulaw: i32 = 8;

/** Samples that are converted before they are sorted into channels: few enough to stay in the first cache. */
const batchLength: i32 = 4096;
/** A batch as it lies in the file, channel after channel within a frame, as floats. */
const batch: usize = memory.data((4096 + 16) * 4, 64);
/** Values of the 256 codes of A-law, then of mu-law. */
const companded: usize = memory.data(512 * 4, 64);

/** Fills the tables; once per instance. Source: ITU-T G.711. */
export function preparePcm(): void {
  for (let code = 0; code < 256; code++) {
    const a = code ^ 0x55, segment = (a >> 4) & 7, step = ((a & 15) << 4) + 8;
    const magnitude = segment == 0 ? step : (step + 0x100) << (segment - 1);
    storeCompanded(code, (a & 0x80) != 0 ? magnitude : -magnitude);
    const u = ~code & 0xff, large = ((((u & 15) << 3) + 0x84) << ((u >> 4) & 7)) - 0x84;
    storeCompanded(256 + code, (u & 0x80) != 0 ? -large : large);
  }
}

function storeCompanded(index: usize, value: i32): void {
  store<f32>(companded + (index << 2), <f32>value / 32768);
}

/**
 * From samples at `source`, coded as `coding`, to floats of full scale 1 at `target`: `frameCount` frames of `channelCount` channels,
 * sorted into channels `stride` bytes apart. Up to 64 bytes after the last sample are read, up to 32 after each channel written.
 */
export function convertPcm(
  source: usize, coding: i32, isBigEndian: bool, frameCount: i32, channelCount: i32, target: usize, stride: usize,
): void {
  if (channelCount == 1) {
    convert(source, coding, isBigEndian, frameCount, target);
    return;
  }
  const framesPerBatch = batchLength / channelCount;
  const frameBytes = <usize>channelCount * bytesOf(coding);
  for (let done = 0; done < frameCount; done += framesPerBatch) {
    const count = min(framesPerBatch, frameCount - done);
    convert(source + <usize>done * frameBytes, coding, isBigEndian, count * channelCount, batch);
    const output = target + ((<usize>done) << 2);
    if (channelCount == 2) sortPairs(count, output, stride);
    else for (let channel = 0; channel < channelCount; channel++) sortChannel(channel, channelCount, count, output + <usize>channel * stride);
  }
}

function sortPairs(count: i32, target: usize, stride: usize): void {
  let at = batch;
  for (const end = target + ((<usize>count) << 2); target < end; target += 16, at += 32) {
    const low = v128.load(at), high = v128.load(at, 16);
    v128.store(target, v128.shuffle<f32>(low, high, 0, 2, 4, 6));
    v128.store(target + stride, v128.shuffle<f32>(low, high, 1, 3, 5, 7));
  }
}

function sortChannel(channel: i32, channelCount: i32, count: i32, target: usize): void {
  let at = batch + ((<usize>channel) << 2);
  const step = (<usize>channelCount) << 2;
  for (const end = target + ((<usize>count) << 2); target < end; target += 4, at += step) store<f32>(target, load<f32>(at));
}

function bytesOf(coding: i32): i32 {
  if (coding == signed16) return 2;
  if (coding == signed24) return 3;
  if (coding == signed32 || coding == float32) return 4;
  return coding == float64 ? 8 : 1;
}

/** Converts `count` samples in the order in which they lie. */
function convert(source: usize, coding: i32, isBigEndian: bool, count: i32, target: usize): void {
  const end = target + ((<usize>count) << 2);
  switch (coding) {
    case unsigned8: convert8(source, target, end, i8x16.splat(-128)); return;
    case signed8: convert8(source, target, end, i8x16.splat(0)); return;
    case signed16: convert16(source, target, end, isBigEndian); return;
    case signed24: convert24(source, target, end, isBigEndian); return;
    case signed32: convert32(source, target, end, isBigEndian); return;
    case float32: copyFloats(source, target, end, isBigEndian); return;
    case float64: narrowFloats(source, target, end, isBigEndian); return;
    case alaw: expand(source, target, end, companded); return;
    case mulaw: expand(source, target, end, companded + 256 * 4); return;
  }
}

function convert8(source: usize, target: usize, end: usize, offset: v128): void {
  const scale = f32x4.splat(<f32>(1.0 / 128));
  for (; target < end; target += 32, source += 8) {
    const values = i16x8.extend_low_i8x16_s(v128.xor(v128.load64_zero(source), offset));
    v128.store(target, f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(values)), scale));
    v128.store(target, f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(values)), scale), 16);
  }
}

function convert16(source: usize, target: usize, end: usize, isBigEndian: bool): void {
  const scale = f32x4.splat(<f32>(1.0 / 32768));
  const order = isBigEndian
    ? i8x16(1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14)
    : i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  for (; target < end; target += 32, source += 16) {
    const values = i8x16.swizzle(v128.load(source), order);
    v128.store(target, f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(values)), scale));
    v128.store(target, f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(values)), scale), 16);
  }
}

function convert24(source: usize, target: usize, end: usize, isBigEndian: bool): void {
  // The bytes become the upper three of 32 bits: full scale is 2^31 then, and nothing is rounded.
  const scale = f32x4.splat(<f32>(1.0 / 2147483648));
  const order = isBigEndian
    ? i8x16(-1, 2, 1, 0, -1, 5, 4, 3, -1, 8, 7, 6, -1, 11, 10, 9)
    : i8x16(-1, 0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11);
  for (; target < end; target += 16, source += 12) {
    v128.store(target, f32x4.mul(f32x4.convert_i32x4_s(i8x16.swizzle(v128.load(source), order)), scale));
  }
}

@inline function reversed32(isBigEndian: bool): v128 {
  return isBigEndian
    ? i8x16(3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12)
    : i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
}

function convert32(source: usize, target: usize, end: usize, isBigEndian: bool): void {
  const scale = f32x4.splat(<f32>(1.0 / 2147483648)), order = reversed32(isBigEndian);
  for (; target < end; target += 16, source += 16) {
    v128.store(target, f32x4.mul(f32x4.convert_i32x4_s(i8x16.swizzle(v128.load(source), order)), scale));
  }
}

function copyFloats(source: usize, target: usize, end: usize, isBigEndian: bool): void {
  const order = reversed32(isBigEndian);
  for (; target < end; target += 16, source += 16) v128.store(target, i8x16.swizzle(v128.load(source), order));
}

function narrowFloats(source: usize, target: usize, end: usize, isBigEndian: bool): void {
  const order = isBigEndian
    ? i8x16(7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8)
    : i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  for (; target < end; target += 8, source += 16) {
    const values = f32x4.demote_f64x2_zero(i8x16.swizzle(v128.load(source), order));
    store<u64>(target, i64x2.extract_lane(values, 0));
  }
}

function expand(source: usize, target: usize, end: usize, table: usize): void {
  for (; target < end; target += 4, source++) store<f32>(target, load<f32>(table + ((<usize>load<u8>(source)) << 2)));
}
