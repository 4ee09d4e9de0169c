import { join } from "node:path";
import { SoundingsError } from "../model/errors.ts";
import { candidates, columnsOf, type DatasetPlace, placeAbove } from "./dataset-place.ts";
import type { LayoutListing, LayoutReader } from "./layout-reader.ts";
import { fileLocator } from "./locate-files.ts";
import { sortFiles } from "./sort-files.ts";
import { hasColumns, listKnownTable } from "./table-layout.ts";

const columns = { path: "filename", label: "category", split: "fold", group: "src_file" } as const;

/** ESC-50 by `meta/esc50.csv`, and ESC-10 by its folders (`001 - Dog bark`) and names (`<fold>-<recording>-<take>`). */
export const environmentalSoundLayout: LayoutReader = {
  name: "esc50",
  summary:
    "meta/esc50.csv (filename, fold, category, src_file), or folders such as '001 - Dog bark' with 1-100032-A.ogg",
  recognise: (place) => tableOf(place) !== null || isNamedSo(place),
  read: async (given, options) => {
    const isInside = given.file !== null && /(^|[\\/])meta$/i.test(given.root);
    const place = isInside ? await placeAbove(given) : given;
    const path = tableOf(place);
    if (path !== null) {
      const { locate } = fileLocator(place.root, place.files);
      return listKnownTable(place, { path, columns, locate }, options);
    }
    if (isNamedSo(place)) return byNames(place);
    throw new SoundingsError("usage", `${given.given} is laid out neither as ESC-50 nor as ESC-10.`, {
      hint: "ESC-50 has meta/esc50.csv; ESC-10 has folders such as '001 - Dog bark'.",
    });
  },
};

function tableOf(place: DatasetPlace): string | null {
  const found = candidates(place, place.file === null ? /(^|\/)esc50\.csv$/i : /\.csv$/i).find((path) =>
    hasColumns(columnsOf(place, path), Object.values(columns)),
  );
  return found ?? null;
}

const namePattern = /(?:^|\/)\d{3} - ([^/]+)\/(\d+)-(\d+)-([^/.]+)\.[^/.]+$/;

function isNamedSo({ file, files }: DatasetPlace): boolean {
  if (file !== null) return false;
  const { media } = sortFiles(files);
  return media.length > 0 && media.every((path) => namePattern.test(path));
}

function byNames({ root, files }: DatasetPlace): LayoutListing {
  const { media, findings } = sortFiles(files);
  const examples = media.map((path) => {
    const [, label = null, split = null, group = null, take = ""] = namePattern.exec(path) ?? [];
    return { id: path, path: join(root, path), label, split, group, attributes: { take } };
  });
  return { examples, findings };
}
