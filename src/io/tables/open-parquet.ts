import type { TableLook } from "../../model/column-tally.ts";
import { messageOf, SoundingsError } from "../../model/errors.ts";
import { makeRoomFor, sqlName, sqlText, type TableEngine } from "./engine.ts";
import { largestChunk } from "./parquet-cells.ts";
import { readTexts } from "./read-texts.ts";
import type { TableFiles } from "./table-files.ts";
import { noProblems, type TableSource } from "./table-source.ts";

/** Cells of a table that is looked at as a whole. */
const wholeCells = 2_000_000;
const wholeRows = 100_000;
/** Runs of rows that are taken of a larger one, evenly spread, and their length. */
const runCount = 16;
const runRows = 512;
/** Rows from which runs are faster found one by one than in one pass over all rows. */
const manyRows = 2_000_000;

/** Room for pages that an engine has at any rate, in megabytes. */
const spareMegabytes = 128;

/** A column as the engine describes it. */
interface Described {
  readonly name: string;
  /** Type of SQL. */
  readonly type: string;
}

/** Opens Parquet files with one schema. */
export async function openParquet(files: TableFiles, engine: TableEngine): Promise<TableSource> {
  const paths = files.parts.map(({ path }) => sqlText(path)).join(", ");
  const name = files.parts.map(({ path }) => path).join(", ");
  // Only within one file do row numbers say where a row is.
  const rowNumbers = files.parts.length === 1 ? `read_parquet([${paths}], file_row_number=true)` : null;
  await makeRoomForChunks(`[${paths}]`, engine);
  return openRelation({ relation: `read_parquet([${paths}])`, rowNumbers, name }, engine);
}

/** Columns of bytes or long texts may have pages that the engine could not hold otherwise, one per thread, packed and decoded. */
async function makeRoomForChunks(files: string, engine: TableEngine): Promise<void> {
  const [[threadCount = 1] = []] = await engine.query("SELECT current_setting('threads')");
  const largest = await largestChunk(files, engine).catch(() => 0);
  const megabytes = Math.ceil((2 * Number(threadCount) * largest) / 1e6);
  if (megabytes <= spareMegabytes) return;
  await engine.query(`SET memory_limit = '${2 * spareMegabytes + megabytes}MB'`);
}

/** What is to be read. */
interface Relation {
  /** A table function or a table. */
  readonly relation: string;
  /** The same with a column `file_row_number`, by which a few rows are found fast; null where there is none. */
  readonly rowNumbers: string | null;
  /** What to call it in messages. */
  readonly name: string;
}

/**
 * Opens whatever the engine can select from, with types of its own. Lists, structures, maps and bytes are read as text.
 * @throws SoundingsError ("usage") when it cannot be read
 */
export async function openRelation(
  { relation, rowNumbers, name }: Relation,
  engine: TableEngine,
): Promise<TableSource> {
  const described = await describe(relation, engine).catch((thrown: unknown) => {
    throw new SoundingsError(
      "usage",
      `The table ${name} cannot be read: ${messageOf(thrown).slice(0, 300)}.`,
      { cause: thrown },
    );
  });
  await makeRoomFor(described.length, engine);
  const selected = `(SELECT ${described.map(asPlain).join(", ")} FROM ${relation})`;
  return {
    look: await lookAt(described, { selected, rowNumbers }, engine),
    repeatedNames: [],
    from: () => selected,
    passProblems: async () => noProblems,
    repair: async () => false,
  };
}

async function describe(relation: string, engine: TableEngine): Promise<readonly Described[]> {
  const rows = await engine.query(
    `SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM ${relation})`,
  );
  return rows.map(([name, type]) => ({ name: String(name), type: String(type) }));
}

/** Lists, structures and the like: values that are no single numbers, times or texts. */
const nested = /\[|^(STRUCT|MAP|UNION|BIT|VARIANT|GEOMETRY)/;

/** A column whose type the engine can compare and count. */
function asPlain({ name, type }: Described): string {
  const column = sqlName(name);
  if (type === "BLOB") return `octet_length(${column})::VARCHAR || ' bytes' AS ${column}`;
  if (nested.test(type)) return `to_json(${column})::VARCHAR AS ${column}`;
  if (/^(ENUM|UUID|INTERVAL|TIME( |$))/.test(type)) return `${column}::VARCHAR AS ${column}`;
  if (/^(DECIMAL|U?HUGEINT|BIGNUM|FLOAT)/.test(type)) return `${column}::DOUBLE AS ${column}`;
  return column;
}

async function lookAt(
  described: readonly Described[],
  { selected, rowNumbers }: { readonly selected: string; readonly rowNumbers: string | null },
  engine: TableEngine,
): Promise<TableLook> {
  const [[counted]] = (await engine.query(`SELECT count(*) FROM ${selected}`)) as [[number]];
  const isWhole = counted <= wholeRows && counted * described.length <= wholeCells;
  const texts = described.map(({ name }) => `${sqlName(name)}::VARCHAR`);
  const runLength = Math.max(1, Math.min(runRows, Math.floor(wholeCells / described.length / runCount)));
  const chosen = isWhole
    ? selected
    : someRows(runsOf(counted, runLength), { described, selected, rowNumbers });
  const cells = await readTexts(texts, chosen, engine);
  return {
    columns: described.map(({ name, type }, index) => ({
      name,
      declaredType: type,
      cells: cells[index] ?? [],
    })),
    rowCount: cells[0]?.length ?? 0,
    isWhole,
    choice: isWhole ? "all rows" : `${runCount} runs of ${runLength} rows, evenly spread`,
    estimatedRowCount: counted,
  };
}

/** How a few runs of rows are read. */
interface SomeRows {
  readonly described: readonly Described[];
  readonly selected: string;
  readonly rowNumbers: string | null;
}

/** Runs of rows, evenly spread. */
interface Runs {
  /** Row that the first begins with, and rows from there to where the second begins. */
  readonly first: number;
  readonly stride: number;
  readonly length: number;
}

function someRows({ first, stride, length }: Runs, { described, selected, rowNumbers }: SomeRows): string {
  const offsets = Array.from({ length: runCount }, (_, run) => first + run * stride);
  const together = (runs: readonly string[]): string => `(${runs.join(" UNION ALL ")})`;
  if (rowNumbers === null)
    return together(offsets.map((offset) => `(SELECT * FROM ${selected} LIMIT ${length} OFFSET ${offset})`));
  const where = (isChosen: string): string =>
    `(SELECT ${described.map(asPlain).join(", ")} FROM ${rowNumbers} WHERE ${isChosen})`;
  // Row groups without a row of the run are passed over, but each run opens the file anew.
  if (runCount * stride > manyRows)
    return together(
      offsets.map((offset) => where(`file_row_number BETWEEN ${offset} AND ${offset + length - 1}`)),
    );
  // One remainder per row: a comparison with every run took a third of the look.
  const place = `file_row_number - ${first}`;
  return where(`${place} >= 0 AND ${place} < ${runCount * stride} AND (${place}) % ${stride} < ${length}`);
}

function runsOf(rowCount: number, length: number): Runs {
  const stride = Math.max(1, Math.floor((rowCount - length) / runCount));
  return { first: Math.floor(stride / 2), stride, length };
}
