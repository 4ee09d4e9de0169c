import type { Suspect } from "../../model/column-statistics.ts";
import type { TableView } from "./column-view.ts";
import { againstDependencies } from "./dependency-suspects.ts";
import { rareSpellings } from "./rare-spellings.ts";
import { unlikeOthers } from "./unlike-others.ts";

/** Suspects that a report holds at most, and rows of one. */
const mostSuspects = 2000;
const mostRows = 100;

/**
 * Cells that look wrong, among the rows that were looked at: rare spellings of a frequent value, values unlike nearly all others of their
 * column, and values against what other columns determine. Each cell once, by the first of these reasons.
 */
export function findSuspects(view: TableView): readonly Suspect[] {
  const found = [...rareSpellings(view), ...unlikeOthers(view), ...againstDependencies(view)];
  const taken = new Set<string>();
  const suspects: Suspect[] = [];
  const rowsOf = rowFinder(view);
  for (const { column, value, usual, rows, why } of found) {
    const own = (rows ?? rowsOf(column, value)).filter((row) => !taken.has(`${row} ${column}`));
    if (own.length === 0) continue;
    for (const row of own) taken.add(`${row} ${column}`);
    // Rows of a part of the table have no number in the whole.
    const numbers = view.look.isWhole ? own.slice(0, mostRows).map((row) => row + 1) : [];
    suspects.push({ column, value, usual, rows: numbers, count: own.length, why });
  }
  return suspects.slice(0, mostSuspects);
}

/** Finds the rows in which a column has a value; a column is gone through once, however many of its values are asked for. */
function rowFinder({ columns }: TableView): (name: string, value: string) => readonly number[] {
  const byColumn = new Map<string, ReadonlyMap<string, readonly number[]>>();
  return (name, value) => {
    const known = byColumn.get(name) ?? rowsByValue(columns.find(({ plan }) => plan.name === name)!.cells);
    byColumn.set(name, known);
    return known.get(value) ?? [];
  };
}

function rowsByValue(cells: readonly (string | null)[]): ReadonlyMap<string, readonly number[]> {
  const rows = new Map<string, number[]>();
  cells.forEach((cell, row) => {
    if (cell === null) return;
    const own = rows.get(cell);
    if (own === undefined) rows.set(cell, [row]);
    else own.push(row);
  });
  return rows;
}
