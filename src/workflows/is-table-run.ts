import { isPlainTable } from "../datasets/is-plain-table.ts";

/** Whether `path` is a plain table, whose rows are the examples, rather than a folder or a manifest of audio files. */
export async function isTableRun(path: string, pathColumn: string | undefined): Promise<boolean> {
  return isPlainTable(path, pathColumn);
}
