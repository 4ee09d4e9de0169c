import { join, relative, resolve } from "node:path";
import { writeFiles } from "../io/files.ts";
import { holdingMedia } from "../io/held-cells.ts";
import { type FilePlacing, placeFile } from "../io/place-file.ts";
import { SoundingsError } from "../model/errors.ts";
import type { Example } from "../model/example.ts";
import { parseAddress } from "../model/media-address.ts";
import { jsonText } from "../report/json-text.ts";
import { manifestCsv } from "../report/manifest-csv.ts";

/** Where a selection goes, and how its files come along. */
export interface SelectionTarget {
  readonly folder: string;
  /** Stem of the files that are written: `subset` or `split`. */
  readonly stem: string;
  readonly files: FilePlacing;
}

/** Writes the manifest and the report of a selection, and its files if they are wanted; gives their paths. */
export async function writeSelection(
  examples: readonly Example[],
  report: unknown,
  { folder, stem, files }: SelectionTarget,
): Promise<readonly string[]> {
  const rows: Example[] = [];
  for (const example of examples) {
    const path = await holdingMedia(example.path, () => placed(example, folder, files));
    rows.push({ ...example, path });
  }
  return writeFiles(folder, { [`${stem}.csv`]: manifestCsv(rows), [`${stem}.json`]: jsonText(report) });
}

/** The path by which a manifest in `folder` names an example. */
function placed({ id, path }: Example, folder: string, files: FilePlacing): string {
  if (files === "list") {
    if (parseAddress(path).bytes !== null) {
      throw new SoundingsError("usage", `${id} lies in an archive, which a manifest cannot name`, {
        hint: "--files copy takes the examples out of it",
      });
    }
    return relative(resolve(folder), path).replaceAll("\\", "/");
  }
  // A manifest may name files above its folder.
  const name = `files/${id.replaceAll("../", "above/")}`;
  placeFile(path, join(resolve(folder), name), files);
  return name;
}
