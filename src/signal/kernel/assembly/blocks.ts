import { pointBytes, pointCount, spectra } from "./layout";

/** Bins in a block: 64 blocks hold bins 0..1023, and bin 1024 is one of its own. */
export const blockLength: i32 = 16;
/** All blocks. */
export const blockCount: i32 = pointCount / blockLength + 1;
/** Bytes of a block: three moments of four frames. */
export const blockBytes: usize = 48;
/**
 * Moments of the magnitudes m of a block about its base, the bin after its last (bin 1024 about itself), of four frames: sums of m, of
 * (base - k) m, and of (base - k)^2 m.
 */
export const blocks: usize = memory.data(blockCount * 48, 64);

/**
 * The moments of all blocks, at three additions a bin: with sums of sums, s0 += m, s1 += s0, s2 += s1 over n bins, s1 ends as the
 * sum of q m and s2 as that of q (q + 1) / 2 m, where q counts n, n - 1, ... 1.
 */
export function measureBlocks(): void {
  const end = spectra + <usize>pointCount * pointBytes;
  let block = blocks;
  for (let at = spectra; at < end; block += blockBytes) {
    let s0 = f32x4.splat(0), s1 = s0, s2 = s0;
    for (const blockEnd = at + <usize>blockLength * pointBytes; at < blockEnd; at += 4 * pointBytes) {
      s0 = f32x4.add(s0, v128.load(at)); s1 = f32x4.add(s1, s0); s2 = f32x4.add(s2, s1);
      s0 = f32x4.add(s0, v128.load(at, pointBytes)); s1 = f32x4.add(s1, s0); s2 = f32x4.add(s2, s1);
      s0 = f32x4.add(s0, v128.load(at, 2 * pointBytes)); s1 = f32x4.add(s1, s0); s2 = f32x4.add(s2, s1);
      s0 = f32x4.add(s0, v128.load(at, 3 * pointBytes)); s1 = f32x4.add(s1, s0); s2 = f32x4.add(s2, s1);
    }
    storeBlock(block, s0, s1, f32x4.sub(f32x4.add(s2, s2), s1));
  }
  storeBlock(block, v128.load(end), f32x4.splat(0), f32x4.splat(0));
}

@inline function storeBlock(block: usize, moment0: v128, moment1: v128, moment2: v128): void {
  v128.store(block, moment0);
  v128.store(block, moment1, 16);
  v128.store(block, moment2, 32);
}
