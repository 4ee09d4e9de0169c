import { pointBytes, silentFrame, spectra } from "./layout";
import { loadFrames } from "./load-frames";
import { separatePowers } from "./powers";
import { shortPlaces } from "./tables";
import { transformFrames } from "./transform";

/** Bands of a spectrum, and the bytes of a row of them, filled up to vectors. */
const bandCount: i32 = 33;
const rowBytes: usize = 144;
/** Frames at most: those of 5625 words. */
const frameCapacity: i32 = 5632;
/** Spectra that are added up, and rows between the two sums that a word compares. */
const smoothedFrames: i32 = 4;
const lagFrames: i32 = 4;
const points: i32 = 256;

/** Window of a frame as the host writes it: up to 512 weights, then zeros. */
export const printWindow: usize = memory.data(512 * 4, 64);
/** Per band, highest first, as the host writes it: first and last bin (32-bit integers), weights of the two (32-bit floats). */
export const printBands: usize = memory.data(bandCount * 16, 64);
/** Weight of the bins between. */
let innerWeight: f32 = 0;
/** Energies of the bands, frame by frame; row after row, highest band first. */
const rows: usize = memory.data((frameCapacity + 4) * 144, 64);
/** Total energy of each summed row. */
const totals: usize = memory.data((frameCapacity + 4) * 4, 64);
/** The words of the fingerprint. */
const words: usize = memory.data(frameCapacity * 4 + 4, 64);
/** Their bytes as base64. */
export const printText: usize = memory.data(frameCapacity * 6, 64);

/** Sets the weight of bins that lie in a band as a whole. */
export function setPrintWeight(weight: f32): void {
  innerWeight = weight;
}

/** Space for signals of half the rate, a quarter, and so on; the host divides it. */
export const halvedSignals: usize = memory.data((262144 + 8 * 2048) * 4, 64);

/** `count` samples of half the rate: see `halve-rate.ts` of the room. The first lies at `source`; reads from 3 before it; writes in fours. */
export function halve(source: usize, target: usize, count: i32): void {
  const center = f32x4.splat(0.5), inner = f32x4.splat(0.28125), outer = f32x4.splat(0.03125);
  for (const end = target + (<usize>count << 2); target < end; target += 16, source += 32) {
    const next = v128.load(source, 12);
    const even = v128.shuffle<f32>(v128.load(source), v128.load(source, 16), 0, 2, 4, 6);
    const before = v128.shuffle<f32>(v128.load(source - 4), next, 0, 2, 4, 6);
    const after = v128.shuffle<f32>(v128.load(source, 4), v128.load(source, 20), 0, 2, 4, 6);
    const farBefore = v128.shuffle<f32>(v128.load(source - 12), v128.load(source, 4), 0, 2, 4, 6);
    const farAfter = v128.shuffle<f32>(next, v128.load(source, 28), 0, 2, 4, 6);
    const near = f32x4.mul(inner, f32x4.add(before, after)), far = f32x4.mul(outer, f32x4.add(farBefore, farAfter));
    v128.store(target, f32x4.sub(f32x4.add(f32x4.mul(center, even), near), far));
  }
}

/** Where the frames of a fingerprint lie: those of a signal of which the samples `start` up to `end` are in memory, the first at `address`. */
let signalAt: usize = 0;
let signalStart: i32 = 0, signalEnd: i32 = 0, wholeCount: i32 = 0, frameLength: i32 = 0;
let hopSeconds: f64 = 0, rateHertz: f64 = 0;
let isSignalLast: bool = false;

/** Sets the rate of the signals to come, the length of a frame, and the time from one to the next. */
export function setPrintFrames(length: i32, hop: f64, rate: f64): void {
  frameLength = length;
  hopSeconds = hop;
  rateHertz = rate;
}

/**
 * Adds the rows `row`, ... of the frames that end within a signal, of `whole` in all; returns the row after them. The last frame of one that ends may
 * reach one sample beyond it by rounding, and is moved.
 */
export function addPrintFrames(row: i32, whole: i32, address: usize, start: i32, end: i32, isLast: bool): i32 {
  signalAt = address;
  signalStart = start; signalEnd = end; wholeCount = whole;
  isSignalLast = isLast;
  while (placeOf(row) != 0) {
    addPrints(row, placeOf(row), placeOf(row + 1), placeOf(row + 2), placeOf(row + 3));
    for (const next = row + 4; row < next && placeOf(row) != 0; ) row++;
  }
  return row;
}

/** Address of a frame; 0 where it is not there. */
function placeOf(row: i32): usize {
  if (row >= wholeCount) return 0;
  const position = <f64>row * hopSeconds * rateHertz, below = Math.floor(position);
  const rounded = <i32>(position - below >= 0.5 ? below + 1 : below);
  const first = isSignalLast ? min(signalEnd - frameLength, rounded) : rounded;
  return first + frameLength <= signalEnd ? <usize>(<i32>signalAt + 4 * (first - signalStart)) : 0;
}

/** Adds row `row` and up to 3 more, for the frames at addresses that are not 0. */
function addPrints(row: i32, frame0: usize, frame1: usize, frame2: usize, frame3: usize): void {
  loadFrames(frame0, orSilent(frame1), orSilent(frame2), orSilent(frame3), printWindow, shortPlaces, points);
  transformFrames(points);
  separatePowers(points);
  const inner = f32x4.splat(innerWeight);
  let target = rows + <usize>row * rowBytes;
  for (let band = printBands; band < printBands + (<usize>bandCount << 4); band += 16, target += 4) {
    let at = spectra + <usize>load<i32>(band) * pointBytes;
    const last = spectra + <usize>load<i32>(band, 4) * pointBytes;
    let inside = f32x4.splat(0);
    const edges = f32x4.add(
      f32x4.mul(v128.load(at), v128.load_splat<f32>(band, 8)),
      f32x4.mul(v128.load(last), v128.load_splat<f32>(band, 12)),
    );
    for (at += pointBytes; at < last; at += pointBytes) inside = f32x4.add(inside, v128.load(at));
    const energy = f32x4.add(edges, f32x4.mul(inner, inside));
    // The rows after the last frame are written over, or not read.
    store<f32>(target, f32x4.extract_lane(energy, 0));
    store<f32>(target + rowBytes, f32x4.extract_lane(energy, 1));
    store<f32>(target + 2 * rowBytes, f32x4.extract_lane(energy, 2));
    store<f32>(target + 3 * rowBytes, f32x4.extract_lane(energy, 3));
  }
}

@inline function orSilent(frame: usize): usize {
  return frame == 0 ? silentFrame : frame;
}

/** Turns the rows of `frameCount` frames into words; returns how many of them sound. */
export function finishPrint(frameCount: i32, silenceShare: f32, quietEnergy: f32): i32 {
  const sumCount = frameCount - smoothedFrames + 1;
  let loudest: f32 = 0;
  for (let index = 0; index < sumCount; index++) loudest = max(loudest, sumRows(index));
  const audible = max(silenceShare * loudest, quietEnergy);
  let soundingCount = 0;
  for (let index = 0; index < sumCount - lagFrames; index++) {
    const place = totals + (<usize>index << 2);
    const sounds = load<f32>(place) > audible || load<f32>(place + 4 * lagFrames) > audible;
    // Far below what is audible, so that an empty band is quiet and not nothing.
    const word = sounds ? wordAt(rows + <usize>index * rowBytes, 1e-4 * audible) : 0;
    store<u32>(words + (<usize>index << 2), word);
    if (word != 0) soundingCount++;
  }
  return soundingCount;
}

/** Row `index` becomes the sum of itself and the next three; returns its total. */
function sumRows(index: i32): f32 {
  const row = rows + <usize>index * rowBytes;
  let total = f32x4.splat(0);
  for (let at = row; at < row + rowBytes; at += 16) {
    const sum = f32x4.add(
      f32x4.add(v128.load(at), v128.load(at + rowBytes)),
      f32x4.add(v128.load(at + 2 * rowBytes), v128.load(at + 3 * rowBytes)),
    );
    v128.store(at, sum);
    total = f32x4.add(total, sum);
  }
  const sum = f32x4.extract_lane(total, 0) + f32x4.extract_lane(total, 1) + f32x4.extract_lane(total, 2) + f32x4.extract_lane(total, 3);
  store<f32>(totals + (<usize>index << 2), sum);
  return sum;
}

/** Bit j: whether the ratio of columns j + 1 and j is larger after than before; a ratio of ratios needs no logarithm. */
function wordAt(before: usize, floor: f32): u32 {
  const floors = f32x4.splat(floor);
  const after = before + <usize>lagFrames * rowBytes;
  let word: u32 = 0;
  for (let column: usize = 0; column < 32; column += 4) {
    const at = column << 2;
    const thisBefore = f32x4.add(v128.load(before + at), floors), nextBefore = f32x4.add(v128.load(before + at + 4), floors);
    const thisAfter = f32x4.add(v128.load(after + at), floors), nextAfter = f32x4.add(v128.load(after + at + 4), floors);
    const isLouder = f32x4.gt(f32x4.mul(nextAfter, thisBefore), f32x4.mul(nextBefore, thisAfter));
    word |= <u32>i32x4.bitmask(isLouder) << <u32>column;
  }
  return word;
}

/** Writes `count` words as base64 of their bytes, lowest first, to `printText`; returns the number of letters. */
export function encodePrint(count: i32): i32 {
  const end = words + (<usize>count << 2);
  let target = printText;
  for (let at = words; at < end; at += 3, target += 4) {
    const left = end - at;
    const bytes = (<u32>load<u8>(at) << 16) | (left > 1 ? <u32>load<u8>(at, 1) << 8 : 0) | (left > 2 ? <u32>load<u8>(at, 2) : 0);
    store<u8>(target, letter(bytes >> 18));
    store<u8>(target, letter((bytes >> 12) & 63), 1);
    store<u8>(target, left > 1 ? letter((bytes >> 6) & 63) : 61, 2);
    store<u8>(target, left > 2 ? letter(bytes & 63) : 61, 3);
  }
  return <i32>(target - printText);
}

/** A-Z a-z 0-9 + / */
@inline function letter(value: u32): u8 {
  if (value < 26) return <u8>(65 + value);
  if (value < 52) return <u8>(71 + value);
  if (value < 62) return <u8>(value - 4);
  return value == 62 ? 43 : 47;
}
