import type { ValueCount } from "../../model/column-tally.ts";

/** Categories of a column, row by row of those looked at: codes from 0 in the order of their first row, -1 where a cell is missing. */
export interface CodedColumn {
  readonly codes: Int32Array;
  /** Value of each code. */
  readonly values: readonly string[];
}

type Cells = readonly (string | null)[];

/** Codes that are known already: telling texts apart is most of what several questions ask of the rows that were looked at. */
const known = new WeakMap<Cells, CodedColumn>();

/** The cells of a column as codes. Not to be written to. */
export function codesOf(cells: Cells): CodedColumn {
  const coded = known.get(cells) ?? codeCells(cells);
  known.set(cells, coded);
  return coded;
}

function codeCells(cells: Cells): CodedColumn {
  const byValue = new Map<string, number>();
  const codes = new Int32Array(cells.length);
  for (let row = 0; row < cells.length; row++) {
    const cell = cells[row]!;
    const code = cell === null ? -1 : (byValue.get(cell) ?? byValue.size);
    if (code === byValue.size) byValue.set(cell!, code);
    codes[row] = code;
  }
  return { codes, values: [...byValue.keys()] };
}

/** How often each code is there. */
export function countCodes({ codes, values }: CodedColumn): Uint32Array {
  const counts = new Uint32Array(values.length);
  for (const code of codes) if (code >= 0) counts[code]!++;
  return counts;
}

/** Values of cells with their counts, in the order of their first row; missing cells are left out. */
export function countCells(cells: Cells): readonly ValueCount[] {
  const coded = codesOf(cells);
  const counts = countCodes(coded);
  return coded.values.map((value, code) => ({ value, count: counts[code]! }));
}

/** The first `count` cells: the same ones, where there are no more. */
export function firstCells(cells: Cells, count: number): Cells {
  return cells.length <= count ? cells : cells.slice(0, count);
}
