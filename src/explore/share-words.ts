/** A share, 0..1, as a percentage with one decimal, as reports write them: `84.3%`; what is there is never 0%. */
export function shareWords(share: number): string {
  if (share > 0 && share < 0.001) return "<0.1%";
  return `${(100 * share).toFixed(1).replace(/\.0$/, "")}%`;
}
