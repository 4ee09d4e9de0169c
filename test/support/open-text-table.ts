import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TableView, viewTable } from "../../src/explore/columns/column-view.ts";
import { openTable } from "../../src/io/tables/open-table.ts";
import { countTable } from "../../src/workflows/count-table.ts";

/** A table that was looked at and counted, from files with these contents; a name with a star matches them all. */
export async function viewOf(
  files: Readonly<Record<string, string | Uint8Array>>,
  path: string = Object.keys(files)[0]!,
): Promise<TableView & { readonly repeatedNames: readonly string[] }> {
  const folder = mkdtempSync(join(tmpdir(), "soundings-"));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    return await viewFile(join(folder, path));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A table on the disk that was looked at and counted. */
export async function viewFile(
  path: string,
  threadCount: number = 1,
): Promise<TableView & { readonly repeatedNames: readonly string[] }> {
  const table = await openTable(path, { threadCount });
  try {
    const { plan, tally } = await countTable(table);
    return { ...viewTable(plan, tally, table.look), repeatedNames: table.repeatedNames };
  } finally {
    await table.close();
  }
}
