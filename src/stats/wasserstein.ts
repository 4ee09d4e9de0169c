/**
 * First Wasserstein distance between two ascending samples of at least one value each: the area between their distribution
 * functions, in the unit of the values. How far a value has to be moved, on average, to make one sample look like the other.
 */
export function wassersteinDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let i = 0;
  let j = 0;
  let area = 0;
  let previous = Math.min(a[0]!, b[0]!);
  while (i < a.length || j < b.length) {
    const value = Math.min(a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY);
    area += Math.abs(i / a.length - j / b.length) * (value - previous);
    while (i < a.length && a[i]! <= value) i++;
    while (j < b.length && b[j]! <= value) j++;
    previous = value;
  }
  return area;
}
