import type { ColumnPlan, ColumnType } from "../../model/column-plan.ts";
import { missingTexts, type TableDialect } from "../../model/table-dialect.ts";
import { sqlName, sqlText } from "./engine.ts";
import type { TableFilePart } from "./table-files.ts";

/** Bytes of the longest line that is read. */
const longestLine = 2 << 20;
/** Bytes that a thread reads at once. The engine's own 32 MB are asked of the system anew each time: as much CPU time as reading the text itself. */
const bufferBytes = 4 << 20;

/** A delimited text as it is read: its files, perhaps rewritten, and how they are written. */
export interface DelimitedText {
  readonly parts: readonly TableFilePart[];
  readonly dialect: TableDialect;
}

/** How `scanOf` is to read. */
interface ScanOptions {
  /** In their types; null reads everything as text. */
  readonly columns: readonly ColumnPlan[] | null;
  /** Whether the files are pieces without a head. */
  readonly arePieces?: boolean;
}

const sqlTypes: Readonly<Record<ColumnType, string>> = {
  integer: "BIGINT",
  number: "DOUBLE",
  boolean: "BOOLEAN",
  date: "DATE",
  time: "TIMESTAMP",
  text: "VARCHAR",
  nested: "VARCHAR",
};

/** The table function that reads a delimited text. */
export function scanOf(
  { parts, dialect }: DelimitedText,
  { columns, arePieces = false }: ScanOptions,
): string {
  const types = new Map((columns ?? []).map(({ name, type }) => [name, sqlTypes[type]]));
  const schema = dialect.columns.map((name) => `${sqlName(name)}: ${sqlText(types.get(name) ?? "VARCHAR")}`);
  const fixed = [
    `[${parts.map(({ path }) => sqlText(path)).join(", ")}]`,
    "auto_detect=false",
    `header=${dialect.hasHead && !arePieces}`,
    `skip=${arePieces ? 0 : dialect.skippedLineCount}`,
    `delim=${sqlText(dialect.delimiter)}`,
    `quote='"'`,
    `escape='"'`,
    `nullstr=[${missingTexts.map(sqlText).join(", ")}]`,
    `columns={${schema.join(", ")}}`,
    `max_line_size=${longestLine}, buffer_size=${bufferBytes}`,
    // Rows that do not fit are left out, and kept for `readRejects`.
    "store_rejects=true, rejects_limit=100000",
  ];
  return `read_csv(${fixed.join(", ")})`;
}
