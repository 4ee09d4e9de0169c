// DuckDB's own SUMMARIZE, by hand: node summarize.mjs <file.csv or file.parquet> [threads]
import { DuckDBInstance } from "@duckdb/node-api";

const [path, threads = "2"] = process.argv.slice(2);
const instance = await DuckDBInstance.create(":memory:", { threads });
const connection = await instance.connect();
const reader = await connection.runAndReadAll(`SUMMARIZE SELECT * FROM '${path}'`);
process.stdout.write(`${JSON.stringify(reader.getRowsJson())}\n`);
