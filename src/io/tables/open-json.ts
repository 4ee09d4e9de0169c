import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import type { ColumnPlan, ColumnType } from "../../model/column-plan.ts";
import type { RowProblem, TableLook } from "../../model/column-tally.ts";
import { SoundingsError } from "../../model/errors.ts";
import { makeRoomFor, sqlName, sqlText, type TableEngine } from "./engine.ts";
import { readTexts } from "./read-texts.ts";
import type { TableFilePart, TableFiles } from "./table-files.ts";
import { mostProblems, noProblems, type PassProblems, type TableSource } from "./table-source.ts";

/** Rows that are looked at, from the beginning, and cells. */
const lookedRows = 50_000;
const lookedCells = 2_000_000;

/** Types that a text of JSON is tried in. */
const castTypes: Partial<Record<ColumnType, string>> = {
  integer: "BIGINT",
  number: "DOUBLE",
  boolean: "BOOLEAN",
  date: "DATE",
  time: "TIMESTAMP",
};

/**
 * Opens JSON: one object per line, or an array of objects. What is no object is told with its line and left out; nested values are
 * read as their JSON text.
 * @throws SoundingsError ("usage") when there is no object in it
 */
export async function openJson(files: TableFiles, engine: TableEngine): Promise<TableSource> {
  const paths = files.parts.map(({ path }) => sqlText(path)).join(", ");
  const format = files.format === "json" ? "auto" : "newline_delimited";
  const objects = `(SELECT json FROM read_json_objects([${paths}], format='${format}', ignore_errors=${files.format === "json-lines"}) WHERE json_type(json) = 'OBJECT')`;
  const names = await namesIn(objects, engine);
  if (names.length === 0) {
    throw new SoundingsError("usage", `There is no JSON object in ${files.parts[0]!.path}.`, {
      hint: "A table in JSON is one object per line, or an array of objects.",
    });
  }
  await makeRoomFor(names.length, engine);
  const structure = JSON.stringify(Object.fromEntries(names.map((name) => [name, "VARCHAR"])));
  const texts = `(SELECT unnest(from_json(json, ${sqlText(structure)})) FROM ${objects})`;
  let planned: readonly ColumnPlan[] = [];
  const from = (columns: readonly ColumnPlan[]): string => {
    planned = columns;
    return `(SELECT ${columns.map(castOf).join(", ")} FROM ${texts})`;
  };
  return {
    look: await lookAt(names, texts, engine),
    repeatedNames: [],
    from,
    passProblems: async () => ({
      ...(files.format === "json-lines" ? await brokenLines(files.parts) : noProblems),
      misfitColumns: await misfits(planned, texts, engine),
    }),
    repair: async () => false,
  };
}

/** Names of all keys, in the order in which they first come. */
async function namesIn(objects: string, engine: TableEngine): Promise<readonly string[]> {
  const rows = await engine.query(
    `SELECT key FROM (SELECT unnest(json_keys(json)) AS key, row_number() OVER () AS place FROM ${objects}) GROUP BY key ORDER BY min(place), key LIMIT 4000`,
  );
  return rows.map(([key]) => String(key));
}

function castOf({ name, type }: ColumnPlan): string {
  const column = sqlName(name);
  const wanted = castTypes[type];
  return wanted === undefined ? column : `TRY_CAST(${column} AS ${wanted}) AS ${column}`;
}

async function lookAt(names: readonly string[], texts: string, engine: TableEngine): Promise<TableLook> {
  const [[counted]] = (await engine.query(`SELECT count(*) FROM ${texts}`)) as [[number]];
  const limit = Math.max(1, Math.min(lookedRows, Math.floor(lookedCells / names.length)));
  const cells = await readTexts(names.map(sqlName), `(SELECT * FROM ${texts} LIMIT ${limit})`, engine);
  const isWhole = counted <= limit;
  return {
    columns: names.map((name, index) => ({ name, declaredType: null, cells: cells[index] ?? [] })),
    rowCount: cells[0]?.length ?? 0,
    isWhole,
    choice: isWhole ? "all rows" : `the first ${limit} rows`,
    estimatedRowCount: counted,
  };
}

/** Columns in which a text is there that is not of the planned type. */
async function misfits(
  columns: readonly ColumnPlan[],
  texts: string,
  engine: TableEngine,
): Promise<readonly string[]> {
  const typed = columns.filter(({ type }) => castTypes[type] !== undefined);
  if (typed.length === 0) return [];
  const counts = typed.map(
    ({ name, type }) => `count(${sqlName(name)}) - count(TRY_CAST(${sqlName(name)} AS ${castTypes[type]}))`,
  );
  const [row = []] = await engine.query(`SELECT ${counts.join(", ")} FROM ${texts}`);
  return typed.filter((_, index) => Number(row[index]) > 0).map(({ name }) => name);
}

async function brokenLines(parts: readonly TableFilePart[]): Promise<Omit<PassProblems, "misfitColumns">> {
  const problems: RowProblem[] = [];
  let problemCount = 0;
  for (const { path, isGzipped } of parts) {
    const file = createReadStream(path);
    let line = 0;
    for await (const text of createInterface({
      input: isGzipped ? file.pipe(createGunzip()) : file,
      crlfDelay: Infinity,
    })) {
      line++;
      if (text.trim() === "" || isObject(text)) continue;
      problemCount++;
      const where = parts.length > 1 ? ` (in ${path})` : "";
      if (problems.length < mostProblems)
        problems.push({
          code: "row-unreadable",
          line,
          reason: `the line is not a JSON object; it is left out${where}`,
        });
    }
  }
  return { problems, problemCount };
}

function isObject(text: string): boolean {
  try {
    const parsed: unknown = JSON.parse(text.replace(/^\ufeff/, ""));
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed);
  } catch {
    return false;
  }
}
