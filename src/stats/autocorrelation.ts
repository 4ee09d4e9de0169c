/**
 * Correlation of successive values, -1..1, about their mean: sum (x_i - m)(x_{i+1} - m) / sum (x_i - m)^2. It falls short
 * of the truth in short series, by about (1 + 4 r) / n (Marriott and Pope 1954). 0 for constant values.
 */
export function lagOneAutocorrelation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let products = 0;
  let squares = 0;
  values.forEach((value, index) => {
    const next = values[index + 1];
    squares += (value - mean) ** 2;
    if (next !== undefined) products += (value - mean) * (next - mean);
  });
  return squares > 0 ? products / squares : 0;
}

/** Largest correlation that is believed: beyond it, what is left of a sample is a matter of taste. */
const highestCorrelation = 0.9;

/**
 * How many independent values tell as much of the mean as `count` values of a first-order autoregressive series:
 * n (1 - r) / (1 + r), at most n (negative correlation is not trusted to help) and at least 1.
 */
export function effectiveSampleSize(count: number, autocorrelation: number): number {
  const r = Math.min(highestCorrelation, Math.max(0, autocorrelation));
  return Math.max(1, (count * (1 - r)) / (1 + r));
}
