import { type CodedColumn, codesOf, firstCells } from "./cell-codes.ts";
import type { TableView } from "./column-view.ts";
import type { SuspectValue } from "./suspect-value.ts";

/** Columns and rows that are compared at most. */
const mostColumns = 40;
const mostRows = 20_000;
/** Rows with one value of the determining column from which their most frequent other value is a rule. */
const fewestRows = 4;
/** Share of rows that follow their rules, from which one column determines another. */
const followingShare = 0.95;
/** Share of a value's rows that have the most frequent other value, from which a different one is suspect. */
const ruleShare = 0.75;
/** Columns that a cell has to contradict, and their share of those that speak of it. */
const fewestWitnesses = 2;
const witnessShare = 0.6;
/** Share of the rows without the target's most frequent value that a rule may leave unexplained: a constant is determined by anything. */
const unexplainedShare = 0.7;

/** What one column says of the cells of another: for each row the code expected there, -1 where it says nothing. */
type Expectation = Int32Array;

/** Cells that contradict what at least two other columns determine: one postal code, another town. */
export function againstDependencies({ columns }: TableView): readonly SuspectValue[] {
  const coded = columns
    .filter(({ plan }) => plan.type !== "nested" && plan.type !== "number")
    .slice(0, mostColumns)
    .map((column) => ({ name: column.plan.name, ...codesOf(firstCells(column.cells, mostRows)) }));
  const kinds = coded.filter(
    ({ codes, values }) => values.length > 1 && values.length <= codes.length / fewestRows,
  );
  return kinds.flatMap((target) => {
    const others = kinds.filter((other) => other !== target);
    const expectations = others
      .map((other) => expectationOf(other, target))
      .filter((found) => found !== null);
    return suspectsIn(target, expectations);
  });
}

/** Null where `determinant` does not determine `target`. */
function expectationOf(determinant: CodedColumn, target: CodedColumn): Expectation | null {
  const usual = usualByCode(determinant, target);
  const expected = determinant.codes.map((code) => (code < 0 ? -1 : (usual[code] ?? -1)));
  let [spoken, followed] = [0, 0];
  const seen = new Set<number>();
  const counts = new Map<number, number>();
  target.codes.forEach((code, row) => {
    if (code < 0 || expected[row]! < 0) return;
    spoken++;
    if (expected[row] === code) followed++;
    seen.add(determinant.codes[row]!);
    counts.set(code, (counts.get(code) ?? 0) + 1);
  });
  const largest = [...counts.values()].reduce((most, count) => Math.max(most, count), 0);
  const isRule =
    followed >= followingShare * spoken && spoken - followed <= unexplainedShare * (spoken - largest);
  return seen.size >= 2 && isRule && largest < spoken ? expected : null;
}

/** For each code of the determinant the code of the target that most of its rows have, -1 where there is no rule. */
function usualByCode(determinant: CodedColumn, target: CodedColumn): Int32Array {
  const counts = determinant.values.map(() => new Map<number, number>());
  determinant.codes.forEach((code, row) => {
    const other = target.codes[row]!;
    if (code >= 0 && other >= 0) counts[code]!.set(other, (counts[code]!.get(other) ?? 0) + 1);
  });
  return Int32Array.from(counts, (own) => {
    const total = [...own.values()].reduce((sum, count) => sum + count, 0);
    const [code, count] = [...own].reduce((most, next) => (next[1] > most[1] ? next : most), [-1, 0]);
    return total >= fewestRows && count >= ruleShare * total ? code : -1;
  });
}

function suspectsIn(
  target: CodedColumn & { readonly name: string },
  expectations: readonly Expectation[],
): readonly SuspectValue[] {
  const rowsByPair = new Map<string, { value: string; usual: string; rows: number[] }>();
  target.codes.forEach((code, row) => {
    const spoken = expectations.map((expected) => expected[row]!).filter((expected) => expected >= 0);
    const against = spoken.filter((expected) => expected !== code);
    if (code < 0 || against.length < fewestWitnesses || against.length < witnessShare * spoken.length) return;
    const [value, usual] = [target.values[code]!, target.values[against[0]!]!];
    const known = rowsByPair.get(`${value}\u0000${usual}`);
    if (known === undefined) rowsByPair.set(`${value}\u0000${usual}`, { value, usual, rows: [row] });
    else known.rows.push(row);
  });
  return [...rowsByPair.values()].map(({ value, usual, rows }) => ({
    column: target.name,
    value,
    usual,
    rows,
    why: "against-dependency",
  }));
}
