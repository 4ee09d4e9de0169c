import { SoundingsError } from "../model/errors.ts";
import { rootField } from "./value-path.ts";

/** Which columns of a manifest mean what; a nested field by its path, such as `annotations[].class`. */
export interface ColumnChoice {
  readonly pathColumn?: string | undefined;
  readonly labelColumn?: string | undefined;
  readonly splitColumn?: string | undefined;
  readonly groupColumn?: string | undefined;
  /** What stands between several labels in one cell, such as `;`; left out, a cell of text is one label. */
  readonly labelSeparator?: string | undefined;
}

/** The columns in use; null where the manifest has none. */
export interface ManifestColumns {
  readonly path: string;
  readonly label: string | null;
  readonly split: string | null;
  readonly group: string | null;
}

/** Usual names, likeliest first, in lower case with `_` for other signs. */
const usualNames = {
  path: [
    ..."path file_path filepath audio_path audio_filepath audio_file wav_path wav_file wav_filename".split(
      " ",
    ),
    ..."filename file_name fname slice_file_name file name image image_path image_file audio wav clip recording sound".split(
      " ",
    ),
  ],
  label: [
    ..."label labels class category target class_name classname class_label label_name".split(" "),
    ..."tag species digit emotion genre instrument".split(" "),
  ],
  split: ["split", "set", "subset", "partition", "fold"],
  group: [
    ..."group speaker speaker_id client_id subject subject_id patient patient_id session session_id".split(
      " ",
    ),
    ..."recording_id source_id fsid freesound_id".split(" "),
  ],
} as const;

/** The columns that were asked for, or guessed by their names. Throws `usage` for one that is not there, or without paths. */
export function chooseColumns(
  columns: readonly string[],
  choice: ColumnChoice,
  source: string,
): ManifestColumns {
  const path = choose(columns, choice.pathColumn, "path", source);
  if (path === null) {
    throw new SoundingsError("usage", `No column of ${source} looks like the path of a media file.`, {
      hint: `Name one with --path-column: ${listed(columns)}.`,
    });
  }
  const label = choose(columns, choice.labelColumn, "label", source, [path]);
  const split = choose(columns, choice.splitColumn, "split", source, [path, label]);
  const group = choose(columns, choice.groupColumn, "group", source, [path, label, split]);
  return { path, label, split, group };
}

/** The column that is called as those of paths usually are; null where there is none. */
export function usualPathColumn(columns: readonly string[]): string | null {
  return choose(columns, undefined, "path", "");
}

function choose(
  columns: readonly string[],
  asked: string | undefined,
  role: keyof typeof usualNames,
  source: string,
  taken: readonly (string | null)[] = [],
): string | null {
  if (asked !== undefined) {
    if (columns.includes(asked) || columns.includes(rootField(asked))) return asked;
    throw new SoundingsError("usage", `${source} has no column "${asked}".`, {
      hint: `Its columns are ${listed(columns)}.`,
    });
  }
  const free = columns.filter((column) => !taken.includes(column));
  for (const name of usualNames[role]) {
    const found = free.find((column) => column.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "_") === name);
    if (found !== undefined) return found;
  }
  return null;
}

function listed(columns: readonly string[]): string {
  return columns.length === 0 ? "none" : columns.map((column) => `"${column}"`).join(", ");
}
