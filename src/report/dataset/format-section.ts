import type { CountByValue } from "../../model/count-by-value.ts";
import type { DatasetReport } from "../../model/dataset-statistics.ts";
import { tableHtml } from "../components/data-table.ts";
import { formatCount, formatSamplingRate } from "../format-number.ts";
import { type Html, html, nameHtml } from "../html.ts";
import type { Section } from "../page.ts";
import { byFallingCount } from "./overview.ts";

/** Values that a table lists at most. */
const valueCap = 12;

/** What the files are; null when none could be read. */
export function formatSection({ format }: DatasetReport): Section | null {
  const body = valueTables(
    [
      {
        ...{ title: "Sampling rate", counts: format.sampleRatesHertz },
        write: (value) => formatSamplingRate(Number(value)),
      },
      { title: "Channels", counts: format.channelCounts },
      { title: "Container", counts: format.containers },
      { title: "Codec", counts: format.codecs },
      { title: "Bit depth", counts: format.bitDepths },
      { title: "Bits in use", counts: format.effectiveBitDepths },
    ],
    "Clips",
  );
  return body === null ? null : { id: "formats", title: "Formats", body };
}

/** Values of one field of the headers. */
export interface FieldCounts {
  readonly title: string;
  readonly counts: CountByValue;
  readonly write?: (value: string) => string;
}

/** A small table for each field that has values, side by side; null where none has. */
export function valueTables(fields: readonly FieldCounts[], things: string): Html | null {
  const tables = fields.map((field) => valueTable(field, things)).filter((table) => table !== null);
  return tables.length === 0 ? null : html`<div class="columns">${tables}</div>`;
}

function valueTable({ title, counts, write = String }: FieldCounts, things: string): Html | null {
  const entries = byFallingCount(counts);
  if (entries.length === 0) return null;
  const rest = entries.length - valueCap;
  return tableHtml(
    rest > 0 ? `${title}: the ${valueCap} most frequent of ${formatCount(entries.length)} values` : title,
    [
      { title: "Value", cell: ([value]) => nameHtml(write(value), 40) },
      { title: things, kind: "number", cell: ([, count]) => formatCount(count) },
    ],
    entries.slice(0, valueCap),
  );
}
