import type { ColumnPlan, CountNumbers, CountTexts, TablePlan } from "../../model/column-plan.ts";
import type { ColumnTally, GapPattern, TableTally, ValueCount } from "../../model/column-tally.ts";
import { byGap, byValue } from "../../model/column-tally.ts";
import { type Cell, sqlName, sqlText } from "./engine.ts";
import { exactSums } from "./exact-sums.ts";
import {
  type Counter,
  distinctCounter,
  hashBound,
  keyCounter,
  keyHash,
  namedKeyCounter,
  noRows,
  rowCounter,
} from "./hash-counters.ts";

/** The columns from `start` up to `end`, which one query counts. */
export interface ColumnShare {
  readonly start: number;
  readonly end: number;
  /** Whether what is told apart is listed rather than counted, so that counts of several shards of the rows can be merged. */
  readonly keepsHashes: boolean;
}

/** What one query counts. Rows as a whole are counted with the first share; later ones have 0 there. */
export type CountedShare = Omit<TableTally, "problems" | "problemCount">;

/** A query over some columns of a table. */
interface TallyQuery {
  readonly sql: string;
  /** What its one row says. */
  readonly read: (row: readonly Cell[]) => CountedShare;
}

/**
 * One SELECT over columns of a table: a pass over the data. Nothing in it depends on the order of the rows or on the number of threads,
 * as long as the bounds of `plan` hold.
 * @param from What to read: a table function with its arguments, or a subquery.
 */
export function tallyQuery(
  plan: TablePlan,
  from: string,
  { start, end, keepsHashes }: ColumnShare,
): TallyQuery {
  const isFirst = start === 0;
  const total: Counter<number> = { select: ["count(*)"], layers: [], read: ([count]) => Number(count) };
  const rows = isFirst ? rowCounter(plan) : noRows;
  const key = namedKeyCounter(isFirst ? plan : { ...plan, namedKey: [] });
  const gaps = gapCounter(isFirst ? plan.gapColumns : []);
  const columns = plan.columns
    .slice(start, end)
    .map((column, index) => columnCounter(column, index, { plan, keepsHashes }));
  const counters: readonly Counter<unknown>[] = [total, keyCounter(plan), rows, key, gaps, ...columns];
  return {
    sql: `SELECT ${counters.flatMap(({ select }) => select).join(",\n")} FROM ${layered(counters, isFirst ? from : onlyColumns(plan, from, { start, end }))}`,
    read: (row) => {
      let at = 0;
      const take = <Result>(counter: Counter<Result>): Result => {
        const own = row.slice(at, at + counter.select.length);
        at += counter.select.length;
        return counter.read(own);
      };
      const [rowCount, rowTally, named] = [take(total), take(rows), take(key)];
      return {
        ...{ rowCount, rows: rowTally, gaps: take(gaps), columns: columns.map(take) },
        ...(named === undefined ? {} : { key: named }),
      };
    },
  };
}

/** `from` with what later shares count alone: the engine would carry all columns of a wide table through every layer. */
function onlyColumns(
  plan: TablePlan,
  from: string,
  { start, end }: Omit<ColumnShare, "keepsHashes">,
): string {
  const own = plan.columns.slice(start, end).map(({ name }) => name);
  const names = new Set(plan.rowKey === null ? own : [...own, plan.rowKey]);
  return `(SELECT ${[...names].map(sqlName).join(", ")} FROM ${from})`;
}

/** `from` with the named expressions of all counters, layer upon layer. */
function layered(counters: readonly Counter<unknown>[], from: string): string {
  const depth = Math.max(...counters.map(({ layers }) => layers.length));
  let relation = from;
  for (let layer = 0; layer < depth; layer++) {
    const named = counters.flatMap(({ layers }) => layers[layer] ?? []);
    relation = `(SELECT *${named.map((expression) => `, ${expression}`).join("")} FROM ${relation})`;
  }
  return relation;
}

/** The value of a column, as it is counted: a number, a text, or NULL. Shards are counted in one way, whatever is found in which of them. */
function valueExpression({ name, type, how }: ColumnPlan, isShard: boolean): string {
  const column = sqlName(name);
  switch (type) {
    case "number":
      if (how.kind === "numbers" && how.areFinite && !isShard) return column;
      return `CASE WHEN isfinite(${column}) THEN ${column}::DOUBLE END`;
    case "integer":
      return `${column}::DOUBLE`;
    case "date":
    case "time":
      return `epoch(${column})::DOUBLE`;
    default:
      return column;
  }
}

/** A name that no column of a table has. */
function internalName(letter: string, at: number): string {
  return sqlName(`\u0001${letter}${at}`);
}

function columnCounter(
  column: ColumnPlan,
  at: number,
  query: Pick<Place, "plan" | "keepsHashes">,
): Counter<ColumnTally> {
  const { name, type, how } = column;
  const value = internalName("value", at);
  const own = ownCounter(how, { value, at, ...query });
  const all = type === "number" ? sqlName(name) : value;
  return {
    select: [`count(${value})`, `count(${all})`, ...own.select],
    layers: [[`${valueExpression(column, query.keepsHashes)} AS ${value}`], ...own.layers],
    read: ([count, allCount, ...rest]) => ({
      name,
      count: Number(count),
      notFiniteCount: Number(allCount) - Number(count),
      tally: own.read(rest),
    }),
  };
}

/** Where a column's value is found in a query. */
interface Place {
  /** Name of the value in the first layer. */
  readonly value: string;
  readonly at: number;
  readonly plan: TablePlan;
  readonly keepsHashes: boolean;
}

function ownCounter(how: ColumnPlan["how"], place: Place): Counter<ColumnTally["tally"]> {
  switch (how.kind) {
    case "values":
      return valuesCounter(place);
    case "numbers":
      return numbersCounter(how, place);
    case "texts":
      return textsCounter(how, place);
  }
}

function valuesCounter({ value }: Place): Counter<ColumnTally["tally"]> {
  return {
    select: [`histogram(${value})`],
    layers: [],
    read: ([map]) => ({ kind: "values", values: valueCounts(map) }),
  };
}

function valueCounts(map: Cell | undefined): readonly ValueCount[] {
  if (!(map instanceof Map)) return [];
  return [...map]
    .map(([value, count]) => ({
      value: typeof value === "number" ? value : String(value),
      count: Number(count),
    }))
    .sort(byValue);
}

function numbersCounter(
  how: CountNumbers,
  { value, at, keepsHashes, plan }: Place,
): Counter<ColumnTally["tally"]> {
  const { rowKey, binShare } = plan;
  const scaled = internalName("scaled", at);
  const sums = exactSums(`(${value} - ${sqlNumber(how.center)})`, how.reach);
  const binned = binShare >= 1 || rowKey === null ? null : `${keyHash} < ${hashBound(binShare)}`;
  const mirror = binned === null ? `-${value}` : `CASE WHEN ${binned} THEN -${value} END`;
  const hash = internalName("hash", at);
  const distinct = distinctCounter({ value, hash, keptShare: how.keptShare, keepsHashes }, plan);
  // Of -x, the bins (a, b] that the engine counts are [a, b) of x, as a histogram wants them.
  const mirrored = [...how.edges].reverse().map((edge) => sqlNumber(-edge));
  return {
    layers: [[`${sums.scaled} AS ${scaled}`, ...(distinct.layers[0] ?? [])]],
    select: [
      `min(${value})`,
      `max(${value})`,
      `histogram(${mirror}, [${mirrored.join(",")}]::DOUBLE[])`,
      ...distinct.select,
      ...sums.select(scaled),
    ],
    read: ([min, max, map, kept, ...parts]) => ({
      kind: "numbers",
      min: numberOrNull(min),
      max: numberOrNull(max),
      center: how.center,
      edges: how.edges,
      evenEdges: how.evenEdges,
      binCounts: binCounts(map, how.edges),
      binShare: rowKey === null ? 1 : binShare,
      distinct: distinct.read([kept!]),
      ...sums.read(parts.map(Number)),
    }),
  };
}

function numberOrNull(cell: Cell | undefined): number | null {
  return cell === null || cell === undefined ? null : Number(cell);
}

/** Counts of `(-inf, e0) [e0, e1) ... [en, inf)`, from a map of mirrored upper edges. */
function binCounts(map: Cell | undefined, edges: readonly number[]): readonly number[] {
  if (!(map instanceof Map)) return new Array<number>(edges.length + 1).fill(0);
  const counts = new Map<number, number>();
  // The bin of what lies below all edges has the key Infinity.
  for (const [key, count] of map) counts.set(key === null ? Infinity : Number(key), Number(count));
  const upper = [...edges].reverse().map((edge) => counts.get(-edge + 0) ?? 0);
  return [counts.get(Infinity) ?? 0, ...upper.reverse()];
}

function textsCounter(
  { candidates, keptShare }: CountTexts,
  { value, at, keepsHashes, plan }: Place,
): Counter<ColumnTally["tally"]> {
  const hash = internalName("hash", at);
  const distinct = distinctCounter({ value, hash, keptShare, keepsHashes }, plan);
  const wanted = candidates.map(sqlText).join(",");
  const counted = candidates.length === 0 ? "NULL" : `histogram_exact(${value}, [${wanted}])`;
  const length = internalName("length", at);
  return {
    layers: [[`length(${value}) AS ${length}`, ...(distinct.layers[0] ?? [])]],
    select: [`min(${length})`, `max(${length})`, `sum(${length})`, counted, ...distinct.select],
    read: ([minLength, maxLength, totalLength, map, kept]) => ({
      kind: "texts",
      minLength: numberOrNull(minLength),
      maxLength: numberOrNull(maxLength),
      totalLength: Number(totalLength ?? 0),
      // Values that are none of the wanted ones are counted under an empty key.
      candidates: valueCounts(map).filter((entry) => candidates.includes(String(entry.value))),
      distinct: distinct.read([kept!]),
    }),
  };
}

/** Which of up to 30 columns lack a value together, as bits of a number. */
function gapCounter(names: readonly string[]): Counter<readonly GapPattern[]> {
  if (names.length === 0) return { select: [], layers: [], read: () => [] };
  const bits = names.map((name, bit) => `(${sqlName(name)} IS NULL)::INTEGER * ${2 ** bit}`);
  const lacking = sqlName("\u0001lacking");
  return {
    layers: [[`${bits.join(" + ")} AS ${lacking}`]],
    select: [`histogram(${lacking}) FILTER (${lacking} <> 0)`],
    read: ([map]) =>
      valueCounts(map)
        .filter(({ value }) => value !== 0)
        .map(({ value, count }) => ({
          columns: names.filter((_, bit) => (Number(value) >> bit) & 1),
          rowCount: count,
        }))
        .sort(byGap),
  };
}

function sqlNumber(value: number): string {
  return `${value.toExponential()}::DOUBLE`;
}
