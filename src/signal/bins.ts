import { quantileOfSorted } from "./frame-levels.ts";

/** Largest of `values`; minus infinity of none. */
export function highest(values: Float64Array): number {
  let top = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < values.length; index += 1) if (values[index]! > top) top = values[index]!;
  return top;
}

/** Quantile of `values` in any order, at least one; type 7 of Hyndman and Fan (1996). */
export function quantile(values: Float64Array, probability: number): number {
  return quantileOfSorted(values.slice().sort(), probability);
}

/** Mean of each of `values` with its neighbours on either side; at the ends with the one there is. */
export function smoothed(values: Float64Array): Float64Array {
  return values.map(
    (value, index) => (value + (values[index - 1] ?? value) + (values[index + 1] ?? value)) / 3,
  );
}
