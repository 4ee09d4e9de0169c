import type { Finding } from "../../model/finding.ts";
import { shareWords } from "../../model/share-words.ts";
import { type FindingKind, findingsFor } from "../findings/finding-set.ts";
import type { TableView } from "./column-view.ts";

/** Share of missing cells from which a column is mostly empty. */
const mostlyShare = 0.5;
/** Columns with a few gaps that are told one by one. */
const fewColumns = 5;
/** Rows with one pattern of gaps from which it is worth naming, and their share of the rows with a gap in any of its columns. */
const fewestTogether = 5;
const togetherShare = 0.5;

const empty: FindingKind = {
  code: "column-empty",
  severity: "warning",
  rule: "every column has a value somewhere",
  expected: "a value",
};
const mostly: FindingKind = {
  code: "column-mostly-missing",
  severity: "warning",
  rule: `less than ${mostlyShare} of a column's cells are missing`,
  expected: mostlyShare,
};
const some: FindingKind = {
  code: "column-missing-values",
  severity: "info",
  rule: "no cell is missing",
  expected: 0,
};
const together: FindingKind = {
  code: "missing-together",
  severity: "info",
  rule: `cells of several columns are not missing in the same rows (${fewestTogether} rows or more, and ${togetherShare} of those with any such gap)`,
  expected: null,
};

/** Columns that lack values, and those that lack them together. */
export function missingFindings(view: TableView): readonly Finding[] {
  const { columns, rowCount } = view;
  if (rowCount === 0) return [];
  const lacking = columns.filter(({ statistics }) => statistics.nullCount > 0);
  const sighting = ({ plan, statistics }: (typeof columns)[number]) => ({
    subject: plan.name,
    observed: statistics.nullCount / rowCount,
    count: statistics.nullCount,
    message:
      statistics.count === 0
        ? `The column "${plan.name}" has no value at all.`
        : `${statistics.nullCount} of ${rowCount} cells of "${plan.name}" are missing (${shareWords(statistics.nullCount / rowCount)}).`,
  });
  const isEmpty = ({ statistics }: (typeof columns)[number]): boolean => statistics.count === 0;
  const isMostly = ({ statistics }: (typeof columns)[number]): boolean =>
    statistics.nullCount >= mostlyShare * rowCount;
  return [
    ...findingsFor(
      empty,
      lacking.filter(isEmpty).map(sighting),
      (count) => `${count} columns have no value at all.`,
    ),
    ...findingsFor(
      mostly,
      lacking.filter((column) => isMostly(column) && !isEmpty(column)).map(sighting),
      (count) => `${count} columns are mostly missing.`,
    ),
    ...findingsFor(
      some,
      lacking.filter((column) => !isMostly(column)).map(sighting),
      (count) => `${count} columns lack values.`,
      fewColumns,
    ),
    ...findingsFor(
      together,
      gapSightings(view),
      (count) => `${count} groups of columns lack values in the same rows.`,
      5,
    ),
  ];
}

function gapSightings({ tally: { gaps }, columns, rowCount }: TableView) {
  const isEmpty = new Set(
    columns.filter(({ statistics }) => statistics.nullCount === rowCount).map(({ plan }) => plan.name),
  );
  return gaps
    .map((gap) => ({ ...gap, columns: gap.columns.filter((name) => !isEmpty.has(name)) }))
    .filter(({ columns: names, rowCount: rows }) => {
      const withAny = gaps
        .filter((other) => other.columns.some((name) => names.includes(name)))
        .reduce((sum, other) => sum + other.rowCount, 0);
      return names.length > 1 && rows >= fewestTogether && rows >= togetherShare * withAny;
    })
    .map(({ columns: names, rowCount: rows }) => ({
      subject: names.join(", "),
      observed: rows,
      count: rows,
      message: `In ${rows} rows ${names.map((name) => `"${name}"`).join(", ")} are missing together.`,
    }));
}
