/** The part of DuckDB that is used. A module of its own, so that it is loaded with the first table, from a bundle as from its package. */
export { DuckDBInstance } from "@duckdb/node-api";
