/** A drawing in its own units. */
export interface Box {
  readonly width: number;
  readonly height: number;
}

/** Outline of bars of equal width that stand side by side; `heights` are shares 0..1 of the box. */
export function barsPath(heights: readonly number[], { width, height }: Box): string {
  const step = width / heights.length;
  const tops = heights.map((share, index) => `V${round(height * (1 - share))}H${round((index + 1) * step)}`);
  return `M0 ${height}${tops.join("")}V${height}Z`;
}

/** A line through `heights`, shares 0..1 of the box at equal distances; it breaks where one is null. */
export function linePath(heights: readonly (number | null)[], { width, height }: Box): string {
  const step = width / Math.max(1, heights.length - 1);
  let isDrawing = false;
  return heights
    .map((share, index) => {
      if (share === null) {
        isDrawing = false;
        return "";
      }
      const command = isDrawing ? "L" : "M";
      isDrawing = true;
      return `${command}${round(index * step)} ${round(height * (1 - share))}`;
    })
    .join("");
}

/** Counts as shares of their sum; zeros where there is none. */
export function sharesOf(counts: readonly number[]): readonly number[] {
  const sum = counts.reduce((total, count) => total + count, 0);
  return counts.map((count) => (sum === 0 ? 0 : count / sum));
}

/** The greatest of `values` and 0. */
export function greatestOf(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}

function round(value: number): number {
  return Math.round(10 * value) / 10;
}
