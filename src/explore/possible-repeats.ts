import { seededHash } from "../stats/seeded-hash.ts";

/** Bits of a table for each item: of those whose text nobody shares, one in about so many is taken for a repeat. */
const bitsPerItem = 16;
const wordBits = 32;

/**
 * Those of `items`, in their order, whose text may be that of another; all whose text is. Items without a text (null) are left out. In a fraction of the
 * memory that a map of all texts takes: in most sets few are left.
 */
export function possibleRepeats<Item>(
  items: readonly Item[],
  textOf: (item: Item) => string | null,
): readonly Item[] {
  const wordCount = Math.ceil((bitsPerItem * items.length) / wordBits);
  const [once, again] = [new Uint32Array(wordCount), new Uint32Array(wordCount)];
  const bits = Float64Array.from(items, (item) => {
    const text = textOf(item);
    return text === null ? -1 : Math.floor(seededHash(text, 0) * wordCount * wordBits);
  });
  for (const bit of bits) {
    if (bit < 0) continue;
    const word = Math.floor(bit / wordBits);
    const mask = 1 << (bit % wordBits);
    if ((once[word]! & mask) !== 0) again[word]! |= mask;
    once[word]! |= mask;
  }
  return items.filter((_, index) => {
    const bit = bits[index]!;
    return bit >= 0 && (again[Math.floor(bit / wordBits)]! & (1 << (bit % wordBits))) !== 0;
  });
}
