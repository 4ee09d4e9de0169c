import type { Table as ArrowTable } from "apache-arrow";
import { messageOf, SoundingsError } from "../model/errors.ts";
import type { Column, Table } from "../model/table.ts";

/** How apache-arrow is found; tests hand in their own. Throws when it is not installed. */
type LoadArrow = () => Promise<typeof import("apache-arrow")>;

// As those who import the package get it: its classes do not know those that `require` gives.
const loadInstalled: LoadArrow = () => import("apache-arrow");

/**
 * The package apache-arrow, loaded only now.
 * @throws SoundingsError ("usage") when it is not installed
 */
export async function loadArrow(load: LoadArrow = loadInstalled): Promise<typeof import("apache-arrow")> {
  try {
    return await load();
  } catch (thrown) {
    throw new SoundingsError("usage", `apache-arrow cannot be loaded: ${messageOf(thrown)}`, {
      hint: "npm install apache-arrow@21",
      cause: thrown,
    });
  }
}

/**
 * Hands a table over as one of Apache Arrow: numbers as float64, texts as utf8, truth values as bool, missing cells as nulls.
 * `tableToIPC` of apache-arrow writes it for pandas, polars, R or DuckDB.
 * @throws SoundingsError ("usage") when apache-arrow is not installed
 */
export async function toArrow(table: Table, load?: LoadArrow): Promise<ArrowTable> {
  const arrow = await loadArrow(load);
  const vectors = table.columns.map((column) => [column.name, vectorOf(column, arrow)] as const);
  return new arrow.Table(Object.fromEntries(vectors));
}

function vectorOf({ type, values }: Column, arrow: typeof import("apache-arrow")) {
  switch (type) {
    case "number":
      return arrow.vectorFromArray(values, new arrow.Float64());
    case "string":
      return arrow.vectorFromArray(values, new arrow.Utf8());
    case "boolean":
      return arrow.vectorFromArray(values, new arrow.Bool());
  }
}
