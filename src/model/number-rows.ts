/** Where the numbers of a row are. */
export interface NumberRow {
  readonly numbers: Float64Array;
  /** Where in `numbers` the row begins. */
  readonly at: number;
}

/** Rows of as many numbers each, which are added and never changed. */
export interface NumberRows {
  /** Keeps a copy of the row that begins at `at`, and gives its number: 0, 1, ... */
  readonly push: (numbers: Float64Array, at: number) => number;
  /** The row of this number; it may be somewhere else, or gone, once another row is asked for. */
  readonly at: (row: number) => NumberRow;
}

/** Rows that share an array. */
const rowsPerArray = 256;

/** Rows of `width` numbers in memory. */
export function heldRows(width: number): NumberRows {
  const arrays: Float64Array[] = [];
  let count = 0;
  return {
    push: (numbers, at) => {
      if (count % rowsPerArray === 0) arrays.push(new Float64Array(rowsPerArray * width));
      arrays.at(-1)!.set(numbers.subarray(at, at + width), (count % rowsPerArray) * width);
      return count++;
    },
    at: (row) => ({
      numbers: arrays[Math.floor(row / rowsPerArray)]!,
      at: (row % rowsPerArray) * width,
    }),
  };
}
