import { createRequire } from "node:module";
import type { DataFrame } from "danfojs-node";
import { messageOf, SoundingsError } from "../model/errors.ts";
import {
  booleanColumn,
  type Column,
  numberColumn,
  stringColumn,
  type Table,
  tableOf,
} from "../model/table.ts";

/** How danfojs-node is found; tests hand in their own. Throws when it is not installed. */
type LoadDanfo = () => typeof import("danfojs-node");

const loadDanfo: LoadDanfo = () => createRequire(import.meta.url)("danfojs-node");

/** danfojs knows no booleans with gaps and no empty columns: types are stated, never guessed. */
const danfoTypes = { number: "float32", string: "string", boolean: "boolean" } as const;

/**
 * Hands a table over as a DataFrame of danfojs-node, which is loaded only now (1 s, 160 MB).
 *
 * Missing cells arrive as null. Know of danfojs 1.2: `describe()` throws on a missing cell, `groupby` counts one
 * as 0, numbers are `float32` as soon as they become a tensor, `describe()` on booleans is quadratic. Drop or fill
 * missing cells first (`dropNa()`, `fillNa()`).
 * @throws SoundingsError ("usage") when danfojs-node is not installed
 */
export async function toDataFrame(table: Table, load: LoadDanfo = loadDanfo): Promise<DataFrame> {
  const danfo = openDanfo(load);
  const names = table.columns.map((column) => column.name);
  const types = table.columns.map((column) => danfoTypes[column.type]);
  if (table.rowCount === 0) return new danfo.DataFrame([], { columns: names });
  const rows = Array.from({ length: table.rowCount }, (_, row) =>
    table.columns.map((column) => column.values[row] ?? null),
  );
  return new danfo.DataFrame(rows, { columns: names, dtypes: types });
}

/**
 * Takes a DataFrame back as a table: null, undefined, NaN and infinities are missing cells; the index is left behind.
 * A column of mixed types becomes text; one with nothing in it keeps the type that danfojs states.
 * @throws SoundingsError ("usage") when two columns share a name
 */
export function fromDataFrame(frame: DataFrame, name = "table"): Table {
  const rows = frame.values as readonly (readonly unknown[])[];
  const columns = frame.columns.map((column, index) =>
    columnOf(
      column,
      rows.map((row) => row[index]),
      frame.dtypes[index],
    ),
  );
  return tableOf(name, columns);
}

function columnOf(name: string, cells: readonly unknown[], danfoType: string | undefined): Column {
  const present = cells.filter((cell) => !isMissing(cell));
  const isAll = (type: string): boolean =>
    present.length > 0 ? present.every((cell) => typeof cell === type) : danfoType === type;
  if (isAll("number") || (present.length === 0 && /^(float|int)32$/.test(danfoType ?? ""))) {
    return numberColumn(
      name,
      cells.map((cell) => (isMissing(cell) ? null : (cell as number))),
    );
  }
  if (isAll("boolean")) {
    return booleanColumn(
      name,
      cells.map((cell) => (isMissing(cell) ? null : (cell as boolean))),
    );
  }
  return stringColumn(
    name,
    cells.map((cell) => (isMissing(cell) ? null : String(cell))),
  );
}

function isMissing(cell: unknown): boolean {
  return cell === null || cell === undefined || (typeof cell === "number" && !Number.isFinite(cell));
}

function openDanfo(load: LoadDanfo): typeof import("danfojs-node") {
  try {
    return load();
  } catch (error) {
    throw new SoundingsError("usage", `danfojs-node cannot be loaded: ${messageOf(error).slice(0, 200)}`, {
      hint: "install it with npm install danfojs-node@1.2.0; where its download of libtensorflow fails, see the overrides in this package's README",
      cause: error,
    });
  }
}
