import { exponents, flatnessParts, mantissas, powerFloor } from "./flatness";
import { gain } from "./gain";
import { pointBytes, pointCount, powerSums, spectra } from "./layout";
import { squared } from "./powers";
import { realTwiddles } from "./tables";

/** Batches whose powers are summed in 32 bits before they move to 64. */
const batchesPerFlush: i32 = 16;

/** Powers of bin k and its mirror image 1024 - k, each in two halves (frames 0 + 2, frames 1 + 3), summed over batches. */
const pairSums: usize = memory.data(513 * 16, 64);
let batchesInSums: i32 = 0;

/** Pairs of bins between two renormalisations of the mantissas' product, which grows by up to 8 with each pair of pairs. */
const pairsPerBlock: usize = 16;
/** Exponents added up per frame: of products of four powers (256), of the lone bins', and of the mantissas' product (32). */
export const exponentCount: i32 = 256 + 1 + 32;

/**
 * From the transforms of four packed frames to the magnitudes and powers of their bins 0..1024, which replace the real and imaginary
 * parts in `spectra`, the parts of their flatness, and their powers' share in the average spectrum. Even and odd samples are separated for a bin
 * and its mirror image at once (Van Loan, section 4.3).
 */
export function separateSpectra(): void {
  const middle = spectra + <usize>(pointCount / 2) * pointBytes;
  const floor = f32x4.splat(powerFloor());
  const loneProduct = separateLoneBins(middle, floor);
  let exponentSum = exponents(loneProduct), mantissaProduct = mantissas(loneProduct), flooredSum = v128.load(flatnessParts, 32);
  let high = spectra + <usize>(pointCount - 1) * pointBytes;
  let factors = realTwiddles;
  let sums = pairSums + 16;
  for (let low = spectra + pointBytes; low < middle; ) {
    const blockEnd = min(low + pairsPerBlock * pointBytes, middle);
    let floored = f32x4.splat(0);
    while (low < blockEnd) {
      const twoEnd = min(low + 2 * pointBytes, blockEnd);
      let product = f32x4.splat(1);
      for (; low < twoEnd; low += pointBytes, high -= pointBytes, factors += 8, sums += 16) {
        const ar = v128.load(low), ai = v128.load(low, 16), br = v128.load(high), bi = v128.load(high, 16);
        const wr = v128.load_splat<f32>(factors), wi = v128.load_splat<f32>(factors + 4);
        const evenR = f32x4.add(ar, br), evenI = f32x4.sub(ai, bi), oddR = f32x4.add(ai, bi), oddI = f32x4.sub(br, ar);
        const turnedR = f32x4.sub(f32x4.mul(oddR, wr), f32x4.mul(oddI, wi));
        const turnedI = f32x4.add(f32x4.mul(oddR, wi), f32x4.mul(oddI, wr));
        const lowPower = squared(f32x4.add(evenR, turnedR), f32x4.add(evenI, turnedI));
        const highPower = squared(f32x4.sub(evenR, turnedR), f32x4.sub(evenI, turnedI));
        storeBin(low, lowPower);
        storeBin(high, highPower);
        addPowers(sums, lowPower, highPower);
        const lowFloored = f32x4.pmax(lowPower, floor), highFloored = f32x4.pmax(highPower, floor);
        product = f32x4.mul(product, f32x4.mul(lowFloored, highFloored));
        floored = f32x4.add(floored, f32x4.add(lowFloored, highFloored));
      }
      exponentSum = i32x4.add(exponentSum, exponents(product));
      mantissaProduct = f32x4.mul(mantissaProduct, mantissas(product));
    }
    exponentSum = i32x4.add(exponentSum, exponents(mantissaProduct));
    mantissaProduct = mantissas(mantissaProduct);
    flooredSum = f32x4.add(flooredSum, floored);
  }
  v128.store(flatnessParts, exponentSum);
  v128.store(flatnessParts, mantissaProduct, 16);
  v128.store(flatnessParts, flooredSum, 32);
  if (++batchesInSums == batchesPerFlush) flushPowers();
}

/** Bins 0, 512 and 1024, which have no partner. Returns the product of their floored powers and stores the sum. */
function separateLoneBins(middle: usize, floor: v128): v128 {
  const four = f32x4.splat(4);
  const r = v128.load(spectra), i = v128.load(spectra, 16);
  const sum = f32x4.add(r, i), difference = f32x4.sub(r, i);
  const firstPower = f32x4.mul(four, f32x4.mul(sum, sum));
  const lastPower = f32x4.mul(four, f32x4.mul(difference, difference));
  const middlePower = f32x4.mul(four, squared(v128.load(middle), v128.load(middle, 16)));
  storeBin(spectra, firstPower);
  storeBin(middle, middlePower);
  storeBin(spectra + <usize>pointCount * pointBytes, lastPower);
  addPowers(pairSums, firstPower, lastPower);
  addPowers(pairSums + 512 * 16, middlePower, f32x4.splat(0));
  const first = f32x4.pmax(firstPower, floor), central = f32x4.pmax(middlePower, floor), last = f32x4.pmax(lastPower, floor);
  v128.store(flatnessParts, f32x4.add(f32x4.add(first, central), last), 32);
  return f32x4.mul(f32x4.mul(first, central), last);
}

@inline function storeBin(bin: usize, power: v128): void {
  v128.store(bin, f32x4.sqrt(power));
  v128.store(bin, power, 16);
}

@inline function addPowers(sums: usize, low: v128, high: v128): void {
  const frames02 = v128.shuffle<f64>(low, high, 0, 2), frames13 = v128.shuffle<f64>(low, high, 1, 3);
  v128.store(sums, f32x4.add(v128.load(sums), f32x4.add(frames02, frames13)));
}

/** Forgets the powers summed so far. */
export function resetPowers(): void {
  memory.fill(pairSums, 0, 513 * 16);
  memory.fill(powerSums, 0, <usize>(pointCount + 1) * 8);
  batchesInSums = 0;
}

/** Moves the powers from their 32-bit sums into `powerSums`, in the scale of the samples. */
export function flushPowers(): void {
  const scale = 1 / (gain() * gain());
  for (let bin: usize = 0; bin <= 512; bin++) {
    const sums = pairSums + (bin << 4);
    const low = powerSums + (bin << 3), high = powerSums + ((<usize>pointCount - bin) << 3);
    store<f64>(low, load<f64>(low) + scale * (<f64>load<f32>(sums) + <f64>load<f32>(sums, 4)));
    if (bin < 512) store<f64>(high, load<f64>(high) + scale * (<f64>load<f32>(sums, 8) + <f64>load<f32>(sums, 12)));
  }
  memory.fill(pairSums, 0, 513 * 16);
  batchesInSums = 0;
}
