/**
 * A number in [0, 1) that depends on a text and a seed alone: the same on any machine and in any order, and so good for drawing without
 * a state. Two rounds of 32-bit multiply and xor over UTF-16 code units, mixed as MurmurHash3 ends.
 */
export function seededHash(text: string, seed: number): number {
  let [a, b] = [(0xdeadbeef ^ seed) >>> 0, (0x41c6ce57 ^ Math.imul(seed, 0x9e3779b1)) >>> 0];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    a = Math.imul(a ^ code, 0x9e3779b1);
    b = Math.imul(b ^ code, 0x5f356495);
  }
  a = Math.imul(mixed(a) ^ b, 0x85ebca6b);
  b = Math.imul(mixed(b) ^ a, 0xc2b2ae35);
  return ((mixed(b) >>> 5) * 2 ** 26 + (mixed(a) >>> 6)) / 2 ** 53;
}

function mixed(word: number): number {
  let mix = word ^ (word >>> 16);
  mix = Math.imul(mix, 0x85ebca6b);
  mix ^= mix >>> 13;
  mix = Math.imul(mix, 0xc2b2ae35);
  return (mix ^ (mix >>> 16)) >>> 0;
}
