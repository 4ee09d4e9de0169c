/** Largest of `values`; minus infinity of none. */
export function highest(values: Float64Array): number {
  let top = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < values.length; index += 1) if (values[index]! > top) top = values[index]!;
  return top;
}

/** Quantile of `values` in any order, at least one; type 7 of Hyndman and Fan (1996). */
export function quantile(values: Float64Array, probability: number): number {
  const sought = values.slice();
  const position = probability * (sought.length - 1);
  const rank = Math.floor(position);
  select(sought, rank);
  const low = sought[rank]!;
  let next = Number.POSITIVE_INFINITY;
  for (let index = rank + 1; index < sought.length; index += 1) next = Math.min(next, sought[index]!);
  return rank + 1 < sought.length ? low + (position - rank) * (next - low) : low;
}

/** Puts the value of `rank` in its place, none larger before it and none smaller after (Hoare, "Find", 1961): a sort costs ten times that. */
function select(values: Float64Array, rank: number): void {
  let first = 0;
  let last = values.length - 1;
  while (first < last) {
    const pivot = values[rank]!;
    let left = first;
    let right = last;
    while (left <= right) {
      while (values[left]! < pivot) left += 1;
      while (pivot < values[right]!) right -= 1;
      if (left > right) break;
      const value = values[left]!;
      values[left] = values[right]!;
      values[right] = value;
      left += 1;
      right -= 1;
    }
    if (right < rank) first = left;
    if (rank < left) last = right;
  }
}

/** Mean of each of `values` with its neighbours on either side; at the ends with the one there is. */
export function smoothed(values: Float64Array): Float64Array {
  const means = new Float64Array(values.length);
  const last = values.length - 1;
  for (let index = 0; index <= last; index += 1) {
    const value = values[index]!;
    const before = index > 0 ? values[index - 1]! : value;
    const after = index < last ? values[index + 1]! : value;
    means[index] = (value + before + after) / 3;
  }
  return means;
}
