import { SoundingsError } from "../model/errors.ts";
import { candidates, columnsOf, type DatasetPlace, placeAbove } from "./dataset-place.ts";
import type { LayoutReader } from "./layout-reader.ts";
import { hasColumns, listKnownTable } from "./table-layout.ts";

const columns = {
  path: "slice_file_name",
  label: "class",
  split: "fold",
  // A clip is a slice of a recording: slices of one recording in two folds leak.
  group: "fsID",
} as const;

/** UrbanSound8K: `metadata/UrbanSound8K.csv` beside `audio/fold1` to `audio/fold10`. */
export const urbanSoundLayout: LayoutReader = {
  name: "urbansound8k",
  summary: "metadata/UrbanSound8K.csv (slice_file_name, fsID, fold, class) beside audio/fold<n>/",
  recognise: (place) => tableOf(place) !== null,
  read: async (given, options) => {
    const isInside = given.file !== null && /(^|[\\/])metadata$/i.test(given.root);
    const place = isInside ? await placeAbove(given) : given;
    const path = tableOf(place);
    if (path === null) {
      throw new SoundingsError("usage", `${given.given} has no table of UrbanSound8K.`, {
        hint: "It is metadata/UrbanSound8K.csv, with the columns slice_file_name, fsID, fold and class.",
      });
    }
    const byName = new Map(place.files.map((file) => [file.split("/").slice(-2).join("/"), file]));
    const locate = (name: string, values: Readonly<Record<string, unknown>>): string | null =>
      byName.get(`fold${values["fold"]}/${name}`) ?? null;
    return listKnownTable(place, { path, columns, locate }, options);
  },
};

function tableOf(place: DatasetPlace): string | null {
  const found = candidates(place, place.file === null ? /UrbanSound8K\.csv$/i : /\.csv$/i).find((path) =>
    hasColumns(columnsOf(place, path), [columns.path, columns.label, columns.split]),
  );
  return found ?? null;
}
