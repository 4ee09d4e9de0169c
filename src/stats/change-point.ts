import { studentTSurvival } from "./student-t.ts";

/** How much slower, as a ratio, a start must be to count as warm-up. */
const leastSlowdown = 0.05;

/** Probability that a steady series of normal logarithms is said to have a shift, over all splits tried. */
const falseAlarmProbability = 0.01;

/** A shift of the mean of the logarithms between two neighbouring segments. */
interface Shift {
  /** Index of the first value of the second segment. */
  readonly index: number;
  /** Mean of the first segment minus that of the second, in logarithms. */
  readonly drop: number;
  /** One-sided p of the drop, corrected for the number of splits tried. */
  readonly pValue: number;
}

/**
 * Index of the first steady value of a series of positive times: those before it are warm-up. 0 when there is no warm-up.
 *
 * The logarithms are split in two where the squared deviations from the two means are least. The first segment is warm-up
 * if it is slower by at least 5 % and the drop is significant (pooled t test at 0.01, Bonferroni over the splits); the
 * search is then repeated on the rest, for a warm-up has steps. At most half of the series is ever cut off.
 *
 * The variance is pooled, unlike Welch's: without a warm-up all values share one variance, and a first segment of one or
 * two values, the commonest warm-up of all, has none of its own.
 */
export function warmUpEnd(values: readonly number[]): number {
  const logarithms = values.map(Math.log);
  const latest = Math.floor(values.length / 2);
  let end = 0;
  for (;;) {
    const shift = findDrop(logarithms.slice(end), latest - end);
    if (shift === null) return end;
    end += shift.index;
  }
}

/** Whether the values from `index` on show no further drop, wherever it may lie. */
export function isSteadyFrom(values: readonly number[], index: number): boolean {
  const rest = values.slice(index).map(Math.log);
  return rest.length >= 3 && findDrop(rest, rest.length - 1) === null;
}

/** The best split at or before `latest` if it is a drop that counts; null otherwise, or below 3 values. */
function findDrop(values: readonly number[], latest: number): Shift | null {
  if (values.length < 3 || latest < 1) return null;
  const shift = bestShift(values, latest);
  const counts = shift.drop >= Math.log1p(leastSlowdown) && shift.pValue <= falseAlarmProbability;
  return counts ? shift : null;
}

/** The least-squares drop with a first segment of 1 to `latest` values; rises are not looked for. */
function bestShift(values: readonly number[], latest: number): Shift {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  let best = { index: 1, drop: 0, between: 0 };
  let before = 0;
  for (let index = 1; index <= latest; index++) {
    before += values[index - 1]! - mean;
    const drop = before / index + before / (count - index);
    // What the split takes off the squared deviations.
    const between = (drop ** 2 * index * (count - index)) / count;
    if (drop > 0 && between > best.between) best = { index, drop, between };
  }
  const within = Math.max(0, squares - best.between) / (count - 2);
  const t = Math.sqrt(best.between / within);
  const pValue = best.drop === 0 ? 1 : Math.min(1, latest * studentTSurvival(t, count - 2));
  return { index: best.index, drop: best.drop, pValue };
}
