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
  const tables = [
    valueTable("Sampling rate", format.sampleRatesHertz, (value) => formatSamplingRate(Number(value))),
    valueTable("Channels", format.channelCounts),
    valueTable("Container", format.containers),
    valueTable("Codec", format.codecs),
    valueTable("Bit depth", format.bitDepths),
    valueTable("Bits in use", format.effectiveBitDepths),
  ].filter((table) => table !== null);
  return tables.length === 0
    ? null
    : { id: "formats", title: "Formats", body: html`<div class="columns">${tables}</div>` };
}

function valueTable(
  title: string,
  counts: CountByValue,
  write: (value: string) => string = String,
): Html | null {
  const entries = byFallingCount(counts);
  if (entries.length === 0) return null;
  const rest = entries.length - valueCap;
  return tableHtml(
    rest > 0 ? `${title}: the ${valueCap} most frequent of ${formatCount(entries.length)} values` : title,
    [
      { title: "Value", cell: ([value]) => nameHtml(write(value), 40) },
      { title: "Clips", kind: "number", cell: ([, count]) => formatCount(count) },
    ],
    entries.slice(0, valueCap),
  );
}
