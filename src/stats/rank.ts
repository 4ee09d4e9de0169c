/** Ranks from 1, in the order of the values; equal values share the mean of theirs. */
export function ranksOf(values: ArrayLike<number>): Float64Array {
  const ranks = new Float64Array(values.length);
  rankAlong(orderOf(values), values, ranks);
  return ranks;
}

/** Where the values are, in ascending order; NaN is left out. */
export function orderOf(values: ArrayLike<number>): Uint32Array {
  const present: number[] = [];
  for (let index = 0; index < values.length; index++) if (!Number.isNaN(values[index])) present.push(index);
  return Uint32Array.from(present).sort((a, b) => values[a]! - values[b]!);
}

/**
 * Ranks of those values of which `isIn` is 1, as `ranksOf` gives them for these alone, in their order: without sorting them again.
 * @param order Of all values, by `orderOf`.
 */
export function ranksAmong(values: ArrayLike<number>, order: Uint32Array, isIn: Uint8Array): Float64Array {
  const chosen = new Uint32Array(order.length);
  let count = 0;
  for (const index of order) if (isIn[index] === 1) chosen[count++] = index;
  const ranks = new Float64Array(values.length);
  rankAlong(chosen.subarray(0, count), values, ranks);
  let kept = 0;
  for (let index = 0; index < ranks.length; index++) if (isIn[index] === 1) ranks[kept++] = ranks[index]!;
  return ranks.subarray(0, kept);
}

/** Writes the rank of each value of an ascending `order` to its place. */
function rankAlong(order: Uint32Array, values: ArrayLike<number>, ranks: Float64Array): void {
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++;
    for (let at = start; at < end; at++) ranks[order[at]!] = (start + 1 + end) / 2;
    start = end;
  }
}
