import type { LabelStatistics } from "../model/dataset-statistics.ts";
import type { Finding } from "../model/finding.ts";
import { displayText } from "./display-text.ts";
import { formatCount, formatSeconds, formatShare } from "./format-number.ts";

/** Rows of a table that a card holds at most. */
export const shownRows = 40;

/** What only people can say (purpose, consent, licence) is left to them, in so many words. */
export const forPeople: readonly string[] = [
  "## To be filled in by people",
  ["Purpose", "Collected by, when and how", "Consent and personal data", "Licence", "Known gaps"]
    .map((name) => `- ${name}: _not stated_`)
    .join("\n"),
];

/** Labels with their counts, and their time in all where `isOfSound`. */
export function labelTable(labels: LabelStatistics, isOfSound: boolean): string {
  const rows = labels.entries
    .slice(0, shownRows)
    .map(({ label, count, share, totalDurationSeconds }) => [
      inline(label),
      formatCount(count),
      formatShare(share),
      ...(isOfSound ? [formatSeconds(totalDurationSeconds)] : []),
    ]);
  return (
    table(["Label", "Examples", "Share", ...(isOfSound ? ["Audio"] : [])], rows) +
    more(labels.count - rows.length)
  );
}

/** What a table leaves out, in words; nothing where it leaves out nothing. */
export function more(restCount: number): string {
  return restCount > 0 ? `\n\nand ${formatCount(restCount)} more.` : "";
}

/** How many examples have each value, and their share of `whole`. */
export function countTable(name: string, counts: Readonly<Record<string, number>>, whole: number): string {
  const rows = Object.entries(counts)
    .slice(0, shownRows)
    .map(([value, count]) => [inline(value), formatCount(count), formatShare(count / whole)]);
  return table([name, "Examples", "Share"], rows);
}

/** The findings as a list. */
export function qualityText(findings: readonly Finding[]): string {
  if (findings.length === 0) return "Nothing was found.";
  const lines = findings
    .slice(0, shownRows)
    .map(({ severity, code, message }) => `- **${severity}** \`${code}\`: ${inline(message)}`);
  const rest = findings.length - lines.length;
  return [...lines, ...(rest > 0 ? [`- and ${formatCount(rest)} more`] : [])].join("\n");
}

/** A table in Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Text from data as Markdown takes it for text. */
export function inline(text: string): string {
  return displayText(text, 300).replace(/[\\`*_[\]<>|]/g, "\\$&");
}
