/**
 * The examples of one label, one split and one bin of durations (-1: unknown), as a page holds them: label, split, duration, count,
 * clips per bin or value of each property, sums of the levels per band in tenths of a decibel, and the clips in those sums (one number
 * where it is the same for all bands); of a cell whose examples count in that of their first label already, 1 at the end.
 */
export type PageCell = readonly [
  label: number,
  split: number,
  duration: number,
  count: number,
  counts: readonly (readonly number[])[],
  bandSums: readonly number[],
  bandCounts: number | readonly number[],
  isFurther?: 1,
];

/** What a page needs to show any choice of examples. */
export interface PageCube {
  readonly exampleCount: number;
  /** Names of labels and splits, as they are shown. */
  readonly labels: readonly string[];
  readonly splits: readonly string[];
  /** Bins of durations. */
  readonly durationCount: number;
  /** Edges of the bins of durations, as they are shown: one more than there are bins. */
  readonly durationEdges: readonly string[];
  /** Bins or values of each property. */
  readonly propertySizes: readonly number[];
  readonly bandCount: number;
  readonly cells: readonly PageCell[];
}

/** Which examples to show; null: all. */
export interface Choice {
  readonly label: number | null;
  readonly split: number | null;
  /** First and last bin of durations. */
  readonly duration: readonly [first: number, last: number] | null;
}

/** The choice of everything. */
export const everything: Choice = { label: null, split: null, duration: null };

/** The chosen examples, counted. */
export interface Totals {
  readonly count: number;
  /** By label, whatever label is chosen: so that another one can be chosen. The same for splits and durations. */
  readonly byLabel: readonly number[];
  readonly bySplit: readonly number[];
  readonly byDuration: readonly number[];
  /** For each property, clips per bin or value. */
  readonly counts: readonly (readonly number[])[];
  /** Mean level per band in dB; null where no chosen clip reaches. */
  readonly spectrum: readonly (number | null)[];
}

/** Adds up the cells of a choice. */
export function totalsOf(cube: PageCube, choice: Choice): Totals {
  const zeros = (size: number): number[] => new Array<number>(size).fill(0);
  const byLabel = zeros(cube.labels.length);
  const bySplit = zeros(cube.splits.length);
  const byDuration = zeros(cube.durationCount);
  const counts = cube.propertySizes.map(zeros);
  const bandSums = zeros(cube.bandCount);
  const bandCounts = zeros(cube.bandCount);
  let count = 0;
  for (const cell of cube.cells) {
    const [label, split, duration, examples, own, sums, reach, isFurther] = cell;
    // Among all labels an example counts with its first.
    const isLabel = choice.label === null ? isFurther === undefined : choice.label === label;
    const isSplit = choice.split === null || choice.split === split;
    const isDuration = isWithin(duration, choice.duration);
    if (isSplit && isDuration) byLabel[label]! += examples;
    if (isLabel && isDuration) bySplit[split]! += examples;
    if (isLabel && isSplit && duration >= 0) byDuration[duration]! += examples;
    if (!isLabel || !isSplit || !isDuration) continue;
    count += examples;
    own.forEach((values, property) => {
      addTo(counts[property]!, values);
    });
    addTo(bandSums, sums);
    addTo(bandCounts, typeof reach === "number" ? sums.map(() => reach) : reach);
  }
  const spectrum = bandSums.map((sum, band) =>
    bandCounts[band] === 0 ? null : sum / 10 / bandCounts[band]!,
  );
  return { count, byLabel, bySplit, byDuration, counts, spectrum };
}

/** Whether a bin of durations is chosen; one that is not known (-1) only with all. */
export function isWithin(duration: number, range: Choice["duration"]): boolean {
  return range === null || (duration >= range[0] && duration <= range[1]);
}

function addTo(sums: number[], values: readonly number[]): void {
  values.forEach((value, index) => {
    sums[index]! += value;
  });
}
