import { isPlainTable } from "../datasets/is-plain-table.ts";
import type { TableSide } from "../explore/columns/compare-tables.ts";
import { SoundingsError } from "../model/errors.ts";
import type { DiffSide } from "../model/reference-comparison.ts";
import { type DescribeTableOptions, describeTable } from "./describe-table.ts";
import { storedReport } from "./know-dataset.ts";

/** What is known of a plain table. */
export interface KnownTable extends TableSide {
  readonly side: DiffSide;
}

/** The plain table at `path`, or what a stored report says of one; null where it is neither. */
export async function knowTable(
  path: string,
  options: Pick<DescribeTableOptions, "labelColumn" | "splitColumn" | "workerCount">,
): Promise<KnownTable | null> {
  const stored = await storedReport(path);
  if (stored !== null) {
    if (!("table" in stored)) return null;
    const side = { name: stored.dataset.name, source: path, knownFrom: "statistics" } as const;
    return { side, report: stored, look: null };
  }
  if (!(await isPlainTable(path, undefined))) return null;
  const described = await describeTable({ ...options, path, isReproducible: true });
  const side = { name: described.report.dataset.name, source: path, knownFrom: "table" } as const;
  return { side, ...described };
}

/**
 * The same of what a table is held against.
 * @throws SoundingsError ("usage") when it is no table
 */
export async function knowReferenceTable(
  path: string,
  options: Pick<DescribeTableOptions, "labelColumn" | "splitColumn" | "workerCount">,
): Promise<KnownTable> {
  const known = await knowTable(path, options);
  if (known !== null) return known;
  throw new SoundingsError("usage", `${path} is no plain table, and no report of one`, {
    hint: "a table is held against another table, or against its dataset.json",
  });
}
