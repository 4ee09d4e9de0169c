import { createWriteStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Table as ArrowTable, Data, DataType, RecordBatch, RecordBatchReader } from "apache-arrow";
import { messageOf, SoundingsError } from "../../model/errors.ts";
import { loadArrow } from "../arrow.ts";
import { sqlName, sqlText, type TableEngine } from "./engine.ts";
import { openRelation } from "./open-parquet.ts";
import type { TableFiles } from "./table-files.ts";
import type { TableSource } from "./table-source.ts";
import { tryArrow } from "./try-arrow.ts";

/** Rows that are written at once. */
const rowsPerPiece = 1000;
/** Bytes of the longest row as JSON: every thread has room for several. */
const longestRow = 2 << 20;

/** Values that a byte of a file stands for at most: truth values take a bit. */
const rowsPerByte = 8;
/** Bytes that the head of a batch takes at least. */
const leastBatchBytes = 64;

/** How the values of a column are handed to the engine. */
interface Handing {
  readonly name: string;
  /** Type of SQL that its JSON is read in. */
  readonly sqlType: string;
  readonly write: (value: unknown) => unknown;
}

/**
 * Opens Arrow files, of the file or the stream format (`.arrow`, `.feather`, `.ipc`). The engine reads them only by an extension that would have to be
 * fetched, so that apache-arrow reads them, and their rows go to the engine as JSON in `scratch`: a table has to fit in memory.
 * @throws SoundingsError ("usage") when apache-arrow is not installed, or a file is none of Arrow, or is compressed
 */
export async function openArrow(
  files: TableFiles,
  engine: TableEngine,
  scratch: string,
): Promise<TableSource> {
  const arrow = await loadArrow();
  const copies: string[] = [];
  let handings: readonly Handing[] = [];
  for (const [index, { path }] of files.parts.entries()) {
    const table = await readArrow(path, arrow);
    handings = table.schema.fields.map(({ name, type }) => ({ name, ...handingOf(type, arrow) }));
    const copy = join(scratch, `${index}.arrow.jsonl`);
    await pipeline(Readable.from(linesOf(table, handings)), createWriteStream(copy));
    copies.push(copy);
  }
  const columns = handings.map(({ name, sqlType }) => `${sqlName(name)}: ${sqlText(sqlType)}`);
  const list = copies.map(sqlText).join(", ");
  const options = `format='newline_delimited', maximum_object_size=${longestRow}, columns={${columns.join(", ")}}`;
  // A table of the engine's own: a look at a few of its rows does not read all of the text.
  await engine.query(`CREATE TABLE arrow_rows AS SELECT * FROM read_json([${list}], ${options})`);
  const name = files.parts.map(({ path }) => path).join(", ");
  return openRelation({ relation: "arrow_rows", rowNumbers: null, name }, engine);
}

async function readArrow(path: string, arrow: typeof import("apache-arrow")): Promise<ArrowTable> {
  try {
    const bytes = await readFile(path);
    const reason = await tryArrow(path, bytes.length);
    if (reason !== null) throw new Error(reason);
    return tableIn(bytes, arrow);
  } catch (thrown) {
    throw new SoundingsError("usage", `${path} cannot be read as Arrow: ${messageOf(thrown).slice(0, 200)}`, {
      hint: "it is to be uncompressed Arrow, of the file or the stream format; pyarrow.feather.write_feather(..., compression='uncompressed') writes such",
      cause: thrown,
    });
  }
}

/**
 * The table that the bytes of a file hold.
 * @throws Error in words where it says more than it holds
 */
function tableIn(bytes: Uint8Array, arrow: typeof import("apache-arrow")): ArrowTable {
  const reader = arrow.RecordBatchReader.from(bytes).open();
  // A damaged end may name one batch again and again.
  const named = (reader.footer?.numRecordBatches ?? 0) + (reader.footer?.numDictionaries ?? 0);
  if (named * leastBatchBytes > bytes.length)
    throw new Error(`it says that it has ${named} batches, which its bytes cannot hold`);
  const batches: RecordBatch[] = [];
  for (const batch of batchesOf(reader)) {
    refuseImpossible(batch.data, rowsPerByte * bytes.length);
    batches.push(batch);
  }
  return new arrow.Table(reader.schema, batches);
}

/**
 * The batches in order. Of a file each is asked for by its number: gone through, a reader stays for ever at a place where its end says that a batch is and
 * there is something else.
 * @throws Error in words at such a place
 */
function* batchesOf(reader: RecordBatchReader): Generator<RecordBatch> {
  if (!reader.isFile() || !reader.isSync()) {
    yield* reader as Iterable<RecordBatch>;
    return;
  }
  for (let index = 0; index < reader.numRecordBatches; index++) {
    const batch = reader.readRecordBatch(index);
    if (batch === null) throw new Error(`there is no batch where batch ${index + 1} is said to be`);
    yield batch;
  }
}

/**
 * Looks whether a damaged file says more than it holds: apache-arrow takes lengths and offsets as they are, and would fill the memory with what is not there.
 * @throws Error in words
 */
function refuseImpossible(data: Data, most: number): void {
  if (!(data.length >= 0 && data.length <= most))
    throw new Error(`it says that it has ${data.length} values, which its bytes cannot hold`);
  const { valueOffsets } = data as { readonly valueOffsets?: ArrayLike<number | bigint> | null };
  let before = 0;
  for (let index = 0; index < (valueOffsets?.length ?? 0); index++) {
    const offset = Number(valueOffsets![index]);
    if (!(offset >= before && offset <= most)) throw new Error("a value begins where none can");
    before = offset;
  }
  for (const child of data.children) refuseImpossible(child, most);
  for (const part of data.dictionary?.data ?? []) refuseImpossible(part, most);
}

function handingOf(type: DataType, arrow: typeof import("apache-arrow")): Omit<Handing, "name"> {
  const { DataType: Kind } = arrow;
  if (Kind.isDictionary(type)) return handingOf(type.dictionary, arrow);
  if (Kind.isInt(type)) return { sqlType: type.isSigned ? "BIGINT" : "UBIGINT", write: String };
  // JSON has no word for infinite numbers; the engine reads them from text.
  if (Kind.isFloat(type)) return { sqlType: "DOUBLE", write: String };
  if (Kind.isBool(type)) return { sqlType: "BOOLEAN", write: (value) => value };
  if (Kind.isUtf8(type) || Kind.isLargeUtf8(type)) return { sqlType: "VARCHAR", write: String };
  if (Kind.isDate(type)) return { sqlType: "DATE", write: (value) => isoTime(value).slice(0, 10) };
  if (Kind.isTimestamp(type)) return { sqlType: "TIMESTAMP", write: isoTime };
  return { sqlType: "VARCHAR", write: (value) => JSON.stringify(value, plainBigints) };
}

/** Milliseconds since 1970 as ISO 8601. */
function isoTime(value: unknown): string {
  return new Date(Number(value)).toISOString().replace("Z", "");
}

function plainBigints(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}

function* linesOf(table: ArrowTable, handings: readonly Handing[]): Generator<string> {
  let lines: string[] = [];
  for (const batch of table.batches) {
    const vectors = handings.map((_, column) => batch.getChildAt(column));
    for (let row = 0; row < batch.numRows; row++) {
      const cells = handings.map(({ name, write }, column) => {
        const value: unknown = vectors[column]?.get(row) ?? null;
        return [name, value === null ? null : write(value)];
      });
      lines.push(`${JSON.stringify(Object.fromEntries(cells))}\n`);
      if (lines.length < rowsPerPiece) continue;
      yield lines.join("");
      lines = [];
    }
  }
  yield lines.join("");
}
