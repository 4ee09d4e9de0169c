/** Two hashes that agree in most of their bits. */
export interface HashMatch {
  /** Places of the two in the list, `a` before `b`. */
  readonly a: number;
  readonly b: number;
  /** Bits that differ. */
  readonly distance: number;
}

/** How hashes are matched. */
export interface HashMatching {
  /** Bits that may differ, 0 to 11: more cannot be looked up. */
  readonly mostDistance: number;
  /** Matches of each hash with earlier ones that are kept at most: the nearest. */
  readonly mostMatches: number;
}

const bandCount = 4;
const bandBits = 16;

/**
 * Pairs of 64-bit hashes (16 hex digits each) of which few bits differ, without comparing all with all: of hashes that differ in up to 11
 * bits, one of four bands of 16 bits differs in 2 at most, and is found by looking up the 137 values within 2 bits of it. Source:
 * Norouzi, Punjani and Fleet, "Fast search in Hamming space with multi-index hashing" (2012). In order of `b`, then of distance and `a`.
 */
export function matchHashes(
  hashes: readonly string[],
  { mostDistance, mostMatches }: HashMatching,
): readonly HashMatch[] {
  const highs = Uint32Array.from(hashes, (hash) => Number.parseInt(hash.slice(0, 8), 16));
  const lows = Uint32Array.from(hashes, (hash) => Number.parseInt(hash.slice(8), 16));
  const bands = Array.from({ length: bandCount }, () => emptyBand(hashes.length));
  const seen = new Int32Array(hashes.length).fill(-1);
  const matches: HashMatch[] = [];
  for (let b = 0; b < hashes.length; b++) {
    const own: HashMatch[] = [];
    bands.forEach(({ first, next }, band) => {
      const value = bandOf(highs[b]!, lows[b]!, band);
      for (const mask of nearMasks) {
        for (let a = first[value ^ mask]!; a >= 0; a = next[a]!) {
          if (seen[a] === b) continue;
          seen[a] = b;
          const distance = bitCount(highs[a]! ^ highs[b]!) + bitCount(lows[a]! ^ lows[b]!);
          if (distance <= mostDistance) own.push({ a, b, distance });
        }
      }
      next[b] = first[value]!;
      first[value] = b;
    });
    own.sort((x, y) => x.distance - y.distance || x.a - y.a);
    for (const match of own.slice(0, mostMatches)) matches.push(match);
  }
  return matches;
}

/** Hashes by the value of one of their bands: the last that has it, and for each the one before it; -1 for none. */
interface Band {
  readonly first: Int32Array;
  readonly next: Int32Array;
}

function emptyBand(length: number): Band {
  return { first: new Int32Array(1 << bandBits).fill(-1), next: new Int32Array(length) };
}

function bandOf(high: number, low: number, band: number): number {
  const half = band < 2 ? high : low;
  return band % 2 === 0 ? half >>> bandBits : half & 0xffff;
}

/** All changes of two bits of a band at most: 1 + 16 + 120. */
const nearMasks: readonly number[] = [
  0,
  ...Array.from({ length: bandBits }, (_, one) =>
    Array.from({ length: one + 1 }, (__, other) => (1 << one) | (1 << other)),
  ).flat(),
];

function bitCount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
