/**
 * Insertions, deletions and replacements of one character, and swaps of neighbours, that make `a` into `b` (Damerau and Levenshtein,
 * restricted); `limit + 1` as soon as there are more than `limit`.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let [older, last] = [
    new Uint16Array(b.length + 1),
    Uint16Array.from({ length: b.length + 1 }, (_, index) => index),
  ];
  for (let row = 1; row <= a.length; row++) {
    const next = new Uint16Array(b.length + 1);
    next[0] = row;
    let least = row;
    for (let column = 1; column <= b.length; column++) {
      const isEqual = a[row - 1] === b[column - 1];
      let best = Math.min(last[column]! + 1, next[column - 1]! + 1, last[column - 1]! + (isEqual ? 0 : 1));
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        best = Math.min(best, older[column - 2]! + 1);
      }
      next[column] = best;
      least = Math.min(least, best);
    }
    if (least > limit) return limit + 1;
    [older, last] = [last, next];
  }
  return last[b.length]!;
}
