import { SoundingsError } from "../model/errors.ts";
import type { Finding } from "../model/finding.ts";
import { candidates, columnsOf, type DatasetPlace } from "./dataset-place.ts";
import { joinRows, type ListedRow } from "./join-rows.ts";
import type { LayoutReader } from "./layout-reader.ts";
import { fileLocator } from "./locate-files.ts";
import { chosenColumns, hasColumns, readKnownTable } from "./table-layout.ts";

const columns = { path: "path", label: null, split: null, group: "client_id" } as const;
/** The official splits first: `validated.tsv` holds their clips again. */
const order = ["train", "dev", "test", "validated", "invalidated", "other"];
/** Tables that hold clips of others again, so that a repeated clip is no finding. */
const supersets = new Set(["validated"]);

/** Common Voice: `clips/` and a TSV per split. */
export const commonVoiceLayout: LayoutReader = {
  name: "common-voice",
  summary: "train.tsv, dev.tsv, test.tsv, ... (client_id, path, sentence) beside clips/",
  recognise: (place) => tablesOf(place).length > 0,
  read: async (place, options) => {
    const tables = tablesOf(place);
    if (tables.length === 0) {
      throw new SoundingsError("usage", `${place.given} has no table of Common Voice.`, {
        hint: "Its tables are TSV files with the columns client_id, path and sentence.",
      });
    }
    const { locate } = fileLocator(place.root, place.files);
    const rows: ListedRow[] = [];
    const findings: Finding[] = [];
    const seen = new Set<string>();
    for (const path of tables) {
      const stem = stemOf(path);
      const read = await readKnownTable(place, { path, columns, locate, split: stem }, options);
      findings.push(...read.findings);
      const fresh = supersets.has(stem) ? read.rows.filter(({ name }) => !seen.has(name)) : read.rows;
      for (const row of fresh) {
        rows.push(row);
        seen.add(row.name);
      }
    }
    const joined = joinRows(rows, { ...place, kind: "audio", isWhole: place.file === null });
    return {
      examples: joined.examples,
      findings: [...findings, ...joined.findings],
      columns: chosenColumns(columns, options),
    };
  },
};

function stemOf(path: string): string {
  return path.replace(/^.*\//, "").replace(/\.tsv$/i, "");
}

function tablesOf(place: DatasetPlace): readonly string[] {
  const rank = (path: string): number => {
    const at = order.indexOf(stemOf(path));
    return at === -1 ? order.length : at;
  };
  return candidates(place, /\.tsv$/i)
    .filter((path) => hasColumns(columnsOf(place, path), ["client_id", "path", "sentence"]))
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}
