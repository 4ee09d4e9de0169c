import type { Suspect } from "../../model/column-statistics.ts";
import type { ValueCount } from "../../model/column-tally.ts";
import type { Finding } from "../../model/finding.ts";
import { shareWords } from "../../model/share-words.ts";
import { type FindingKind, findingsFor, type Sighting } from "../findings/finding-set.ts";
import { groupBy } from "../group-by.ts";
import type { ColumnView, TableView } from "./column-view.ts";
import { dateFormatOf } from "./date-formats.ts";
import { isNumberText } from "./infer-column-type.ts";
import { sightColumns } from "./sight-columns.ts";
import { byFallingCount } from "./summarize-column.ts";

/** Share of numbers among texts from which a column is one of numbers, and from which it is a mixture. */
const mostlyNumbers = 0.5;
const mixedNumbers = 0.05;
const mostlyDates = 0.9;
const fewestValues = 5;

const numbersAsText: FindingKind = {
  code: "numbers-as-text",
  severity: "warning",
  rule: `a column in which more than ${mostlyNumbers} of the values are numbers has no other values`,
  expected: 0,
};
const mixed: FindingKind = {
  code: "mixed-types",
  severity: "info",
  rule: `less than ${mixedNumbers} of the values of a column of text are numbers`,
  expected: mixedNumbers,
};
const datesAsText: FindingKind = {
  code: "dates-as-text",
  severity: "info",
  rule: "dates are written as ISO 8601 has them: YYYY-MM-DD",
  expected: "YYYY-MM-DD",
};
const mixedDates: FindingKind = {
  code: "dates-mixed-formats",
  severity: "warning",
  rule: `a column in which ${mostlyDates} of the values or more are dates writes them in one way`,
  expected: 1,
};
const padded: FindingKind = {
  code: "padded-values",
  severity: "warning",
  rule: "no value begins or ends with a blank",
  expected: 0,
};
const variants: FindingKind = {
  code: "value-variants",
  severity: "warning",
  rule: "no two values of a column are equal but for case, blanks, separators and the coding of accents",
  expected: "one spelling per value",
};

/** A column of text, and what its values could be read as. */
interface TextColumn extends ColumnView, Readings {}

/** What values of text could be read as. */
interface Readings {
  readonly total: number;
  readonly numberCount: number;
  /** By falling count. */
  readonly dates: readonly { readonly format: string; readonly count: number; readonly example: string }[];
}

function readingsOf({ values }: ColumnView): Readings {
  const byFormat = groupBy(values, ({ value }) => dateFormatOf(String(value)));
  const dates = [...byFormat].map(([format, own]) => ({
    format,
    count: totalOf(own),
    example: String(own[0]!.value),
  }));
  return {
    total: totalOf(values),
    numberCount: totalOf(values.filter(({ value }) => isNearlyNumber(String(value)))),
    dates: dates.sort((a, b) => b.count - a.count || (a.format < b.format ? -1 : 1)),
  };
}

/** Whether a text is a number but for blanks around it, a sign of money, a percent sign or commas between thousands. */
function isNearlyNumber(text: string): boolean {
  return (
    /^\s*[$€£]?[-.\di]/i.test(text) && isNumberText(text.trim().replace(/^[$€£]|%$|(?<=\d),(?=\d{3}\b)/g, ""))
  );
}

/** What is odd about how values of text are written. */
export function textFindings({ columns }: TableView): readonly Finding[] {
  const texts = columns
    .filter(({ plan, values }) => plan.type === "text" && values.length > 0)
    .map((column): TextColumn => ({ ...column, ...readingsOf(column) }));
  const all = sightColumns(texts);
  return [
    ...all(
      numbersAsText,
      (column) => numberSighting(column, mostlyNumbers, 1),
      "hold numbers and something else",
    ),
    ...all(
      mixed,
      (column) => numberSighting(column, mixedNumbers, mostlyNumbers),
      "hold numbers among texts",
    ),
    ...all(datesAsText, (column) => dateSighting(column, false), "hold dates as text"),
    ...all(mixedDates, (column) => dateSighting(column, true), "write dates in several ways"),
    ...all(padded, paddedSighting, "hold values with blanks around them"),
    ...all(variants, variantSighting, "write one value in several ways"),
  ];
}

function totalOf(values: readonly ValueCount[]): number {
  return values.reduce((sum, { count }) => sum + count, 0);
}

function named(values: readonly ValueCount[]): readonly string[] {
  return [...values]
    .sort(byFallingCount)
    .slice(0, 20)
    .map(({ value }) => String(value));
}

/** Columns in which the share of numbers lies above `from` and not above `to`, but not all are numbers. */
function numberSighting(
  { plan: { name }, values, isExact, total, numberCount }: TextColumn,
  from: number,
  to: number,
): Sighting | null {
  const share = numberCount / total;
  if (total < fewestValues || share <= from || share > to || share === 1) return null;
  const others = values.filter(({ value }) => !isNumberText(String(value).trim()));
  const examples = named(others);
  return {
    subject: name,
    observed: share,
    count: totalOf(others),
    message: `${numberCount} of ${total} values of "${name}"${looked(isExact)} are numbers (${shareWords(share)}), others are ${examples
      .slice(0, 3)
      .map((text) => `"${text.slice(0, 30)}"`)
      .join(", ")}: the column was read as text.`,
    examples,
  };
}

function looked(isExact: boolean): string {
  return isExact ? "" : " that were looked at";
}

function dateSighting(
  { plan: { name }, isExact, total, dates }: TextColumn,
  isMixed: boolean,
): Sighting | null {
  const dateCount = dates.reduce((sum, { count }) => sum + count, 0);
  if (total < fewestValues || dateCount < mostlyDates * total || dates.length > 1 !== isMixed) return null;
  const list = dates
    .map(({ format, count, example }) => `${format} (${count}, such as "${example}")`)
    .join("; ");
  return {
    subject: name,
    observed: dates.map(({ format }) => format).join("; "),
    count: dateCount,
    message: `"${name}"${isExact ? "" : ", where it was looked at,"} holds dates written as ${list}.`,
  };
}

function paddedSighting({ plan: { name }, values, isExact }: ColumnView): Sighting | null {
  const found = values.filter(({ value }) => String(value) !== String(value).trim());
  if (found.length === 0) return null;
  const count = totalOf(found);
  return {
    subject: name,
    observed: count,
    count,
    message: `${count} values of "${name}"${looked(isExact)} begin or end with a blank, such as "${String(found[0]!.value).slice(0, 40)}".`,
    examples: named(found),
  };
}

function plainForm(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_\-.]+/gu, "");
}

function variantSighting({ plan: { name }, values }: ColumnView): Sighting | null {
  // Of values that are nearly all different, case may tell some apart on purpose: identifiers, hashes.
  if (values.length > totalOf(values) / 2 || values.length > 20_000) return null;
  const groups = [...groupBy(values, ({ value }) => plainForm(String(value)) || null).values()].filter(
    (group) => group.length > 1,
  );
  if (groups.length === 0) return null;
  const rarer = groups.flatMap((group) => [...group].sort(byFallingCount).slice(1));
  const written = groups.map((group) =>
    [...group]
      .sort(byFallingCount)
      .map(({ value, count }) => `"${value}" (${count})`)
      .join(" = "),
  );
  return {
    subject: name,
    observed: groups.length,
    count: totalOf(rarer),
    message: `"${name}" writes ${groups.length === 1 ? "one value" : `${groups.length} values`} in several ways: ${written.slice(0, 3).join("; ")}.`,
    examples: written,
  };
}

const suspectKinds: Readonly<Record<Suspect["why"], FindingKind & { readonly noun: string }>> = {
  "rare-spelling": {
    code: "rare-spelling",
    severity: "warning",
    rule: "no rare value is a few letters away from one at least 4 times as frequent, with the same digits",
    expected: 0,
    noun: "look like another value, misspelt",
  },
  "unlike-others": {
    code: "unlike-others",
    severity: "warning",
    rule: "in a column of codes of which 95 % are written alike, all are",
    expected: 0,
    noun: "are not written as the others are",
  },
  "against-dependency": {
    code: "against-dependency",
    severity: "warning",
    rule: "no cell differs from what at least two other columns determine in nearly all rows",
    expected: 0,
    noun: "differ from what other columns determine",
  },
};

/** One finding per column and reason, for cells that look wrong. */
export function suspectFindings(suspects: readonly Suspect[]): readonly Finding[] {
  return Object.entries(suspectKinds).flatMap(([why, { noun, ...kind }]) => {
    const own = groupBy(
      suspects.filter((suspect) => suspect.why === why),
      ({ column }) => column,
    );
    const sightings = [...own].map(([column, found]): Sighting => {
      const count = found.reduce((sum, suspect) => sum + suspect.count, 0);
      const examples = found.map(suspectText);
      return {
        subject: column,
        observed: count,
        count,
        message: `${count} cells of "${column}" ${noun}: ${examples.slice(0, 2).join("; ")}.`,
        examples,
      };
    });
    return findingsFor(kind, sightings, (count) => `Cells of ${count} columns ${noun}.`);
  });
}

function suspectText({ value, usual, rows, count }: Suspect): string {
  const where =
    rows.length === 0 ? `${count} rows` : `row ${rows.slice(0, 3).join(", ")}${count > 3 ? ", …" : ""}`;
  const short = (text: string): string => (text.length > 50 ? `${text.slice(0, 49)}…` : text);
  return usual === null
    ? `"${short(value)}" (${where})`
    : `"${short(value)}" for "${short(usual)}" (${where})`;
}
