import { stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { readFirstRows } from "../io/tables/read-first-rows.ts";
import { isGlob, tableFormatOf } from "../io/tables/table-files.ts";
import { isAudioPath } from "../model/audio-extensions.ts";
import { hasClips } from "./audio-set.ts";
import { openPlace } from "./dataset-place.ts";
import { recogniseLayout } from "./layouts.ts";
import { usualPathColumn } from "./manifest-columns.ts";

/** Rows whose paths are looked at. */
const lookedRows = 200;

/**
 * Whether what is at `path` is a table whose rows are the examples, rather than a folder or a manifest of audio files: a table in which no column
 * is called as those of paths are, or in which that column holds no path of an audio file.
 */
export async function isPlainTable(path: string, pathColumn: string | undefined): Promise<boolean> {
  if (pathColumn !== undefined || tableFormatOf(path) === null) return false;
  if (isGlob(path) && !(await isFile(path))) return true;
  if (!(await isFile(path))) return false;
  // Its columns alone tell a known layout: what lies around it is not listed for a table.
  const place = { given: path, root: dirname(resolve(path)), file: basename(path), files: [] };
  const layout = await recogniseLayout(place);
  // Segments of AudioSet are published without their clips.
  if (layout?.name === "audioset") return !(await hasClips(await openPlace(path)));
  if (layout !== null && layout.name !== "manifest") return false;
  const rows = await readFirstRows(path, lookedRows);
  if (rows === null) return true;
  const column = usualPathColumn(rows.columns);
  if (column === null) return true;
  for (const row of rows.rows) {
    const value = row[column]?.trim() ?? "";
    if (value !== "" && (isAudioPath(value) || (await isFile(join(dirname(path), value))))) return false;
  }
  return true;
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
