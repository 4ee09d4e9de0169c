/**
 * P values adjusted by Holm's step-down method: rejecting those at most alpha keeps the probability of any false rejection
 * at most alpha, whatever the dependence (Holm 1979). In the order given.
 */
export function holmAdjusted(pValues: readonly number[]): readonly number[] {
  const count = pValues.length;
  let running = 0;
  return inOrderOf(pValues, rising(pValues), (p, rank) => {
    running = Math.max(running, Math.min(1, p * (count - rank)));
    return running;
  });
}

/**
 * P values adjusted by the step-up method of Benjamini and Hochberg (1995): rejecting those at most q keeps the expected
 * share of false ones among the rejected at most q, for independent tests. In the order given.
 */
export function benjaminiHochbergAdjusted(pValues: readonly number[]): readonly number[] {
  const count = pValues.length;
  let running = 1;
  return inOrderOf(pValues, rising(pValues).reverse(), (p, rank) => {
    running = Math.min(running, (p * count) / (count - rank));
    return running;
  });
}

/** Indices of the values, by rising value. */
function rising(values: readonly number[]): number[] {
  return values.map((_, index) => index).sort((i, j) => values[i]! - values[j]!);
}

/** Applies `adjust` to the values in the order of `indices`, and puts the results back in their places. */
function inOrderOf(
  values: readonly number[],
  indices: readonly number[],
  adjust: (value: number, rank: number) => number,
): readonly number[] {
  const adjusted = new Array<number>(values.length);
  indices.forEach((index, rank) => {
    adjusted[index] = adjust(values[index]!, rank);
  });
  return adjusted;
}
