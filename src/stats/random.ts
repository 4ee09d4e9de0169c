/** A source of chance that gives the same numbers for the same seed, on any machine. */
export interface Random {
  /** Uniform on [0, 1), with 53 bits. */
  next(): number;
  /** Uniform on the integers 0 .. bound - 1, without bias; `bound` from 1 to 2^32. */
  nextInt(bound: number): number;
  /** Standard normal. */
  normal(): number;
  /** A new array with the same items in random order. */
  shuffle<Item>(items: readonly Item[]): Item[];
}

/** A generator from a seed, of which the lowest 32 bits count: xoshiro128** (Blackman and Vigna 2018) seeded by splitmix32. */
export function seededRandom(seed: number): Random {
  const mix = splitMix32(seed);
  return randomFrom(xoshiro128StarStar([mix(), mix(), mix(), mix()]));
}

/** Xoshiro128**: successive 32-bit unsigned integers from a state of four, not all 0. */
export function xoshiro128StarStar(state: readonly [number, number, number, number]): () => number {
  let [a, b, c, d] = state;
  return () => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return result;
  };
}

function randomFrom(bits: () => number): Random {
  const next = () => ((bits() >>> 5) * 2 ** 26 + (bits() >>> 6)) / 2 ** 53;
  const nextInt = (bound: number) => {
    let draw = bits();
    // Integers above the last whole multiple of the bound would favour small results: drawn again. Few come near it, and
    // the division that finds it is slow.
    while (draw >= 2 ** 32 - bound && draw >= 2 ** 32 - (2 ** 32 % bound)) draw = bits();
    return draw % bound;
  };
  // Box and Muller's transform; 1 - u keeps the logarithm finite.
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const shuffle = <Item>(items: readonly Item[]): Item[] => {
    const shuffled = [...items];
    for (let last = shuffled.length - 1; last > 0; last--) {
      const other = nextInt(last + 1);
      [shuffled[last], shuffled[other]] = [shuffled[other]!, shuffled[last]!];
    }
    return shuffled;
  };
  return { next, nextInt, normal, shuffle };
}

/** Splitmix's golden-ratio counter with the finaliser of MurmurHash3: spreads close seeds far apart. */
function splitMix32(seed: number): () => number {
  let counter = seed | 0;
  return () => {
    counter = (counter + 0x9e3779b9) | 0;
    let mixed = Math.imul(counter ^ (counter >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return (mixed ^ (mixed >>> 16)) >>> 0;
  };
}

function rotateLeft(bits: number, count: number): number {
  return (bits << count) | (bits >>> (32 - count));
}
