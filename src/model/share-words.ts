/**
 * A share, 0..1, as a percentage with one decimal, as every finding and report writes it: `84.3%`. What is there is never 0%, and what
 * lacks something is never 100%.
 */
export function shareWords(share: number): string {
  if (share > 0 && share < 0.001) return "<0.1%";
  // Sums of floating-point shares miss 1 by a hair.
  if (share < 1 - 1e-9 && share > 0.999) return ">99.9%";
  return `${(100 * share).toFixed(1).replace(/\.0$/, "")}%`;
}
