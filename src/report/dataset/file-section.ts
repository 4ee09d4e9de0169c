import type { DatasetReport } from "../../model/dataset-statistics.ts";
import type { Finding } from "../../model/finding.ts";
import { badgeHtml } from "../components/badge.ts";
import { tableHtml } from "../components/data-table.ts";
import { formatCount, formatPlural } from "../format-number.ts";
import { html, nameHtml, sentenceHtml } from "../html.ts";
import type { Section } from "../page.ts";

/** Rows that the table has at most. */
const rowCap = 60;

/** Codes of findings about single files and rows of the listing: what could not be read, and what is not as it is listed. */
export const fileCodes =
  /^(file|row|column|text|path)-(?!too-long)|^header-|^codec-unsupported$|^(label|split)-conflict$|^shard-|^background-noise$|^run-interrupted$/;

/** Files that gave less than they promise, and rows that do not fit; null where there is none. */
export function fileSection({ findings, dataset }: DatasetReport): Section | null {
  const rows = findings.filter(({ code }) => fileCodes.test(code));
  if (rows.length === 0) return null;
  const shown = rows.slice(0, rowCap);
  const caption =
    shown.length < rows.length
      ? `The gravest ${shown.length} of ${formatCount(rows.length)}; all are in dataset.json`
      : "Gravest first";
  const table = tableHtml<Finding>(
    caption,
    [
      { title: "File or row", cell: ({ subject }) => html`<code>${nameHtml(subject)}</code>` },
      { title: "What", cell: ({ code, severity }) => badgeHtml(code, severity) },
      { title: "Why", kind: "wide", cell: ({ message }) => sentenceHtml(message) },
    ],
    shown,
  );
  const body = html`<p>${formatPlural(dataset.exampleCount - dataset.unreadableCount, "example")} of ${formatCount(dataset.exampleCount)} gave audio.</p>${table}`;
  return { id: "files", title: "Files and listing", body };
}
