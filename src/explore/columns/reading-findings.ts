import type { RowProblem, TableTally } from "../../model/column-tally.ts";
import type { Finding } from "../../model/finding.ts";
import { datasetFinding, type FindingKind, findingsFor } from "../findings/finding-set.ts";

const rules: Readonly<Record<RowProblem["code"], string>> = {
  "row-ragged": "every row has as many cells as the table has columns",
  "row-unreadable": "every row can be read",
  "text-not-utf8": "the text is UTF-8",
};

const repeated: FindingKind = {
  code: "column-repeated",
  severity: "warning",
  rule: "every column has a name of its own",
  expected: null,
};
const noRows: FindingKind = {
  code: "table-without-rows",
  severity: "error",
  rule: "a table has a row",
  expected: 1,
};

/** What could not be read, line by line, and what is wrong with the head. */
export function readingFindings(
  { problems, problemCount, rowCount }: TableTally,
  { name, repeatedNames }: { readonly name: string; readonly repeatedNames: readonly string[] },
): readonly Finding[] {
  const kinds = [...new Set(problems.map(({ code }) => code))];
  return [
    ...kinds.flatMap((code) =>
      problemFindings(
        code,
        problems.filter((problem) => problem.code === code),
        { name, problemCount },
      ),
    ),
    ...findingsFor(
      repeated,
      repeatedNames.map((column) => ({
        subject: column,
        observed: column,
        message: `The column "${column}" is there more than once; the others are called "${column}_2" and so on.`,
      })),
      (count) => `${count} names are there more than once.`,
    ),
    ...(rowCount === 0
      ? [
          datasetFinding(noRows, {
            observed: 0,
            count: 1,
            message: `${name} has no row that can be read.`,
            examples: [],
          }),
        ]
      : []),
  ];
}

function problemFindings(
  code: RowProblem["code"],
  problems: readonly RowProblem[],
  { name, problemCount }: { readonly name: string; readonly problemCount: number },
): readonly Finding[] {
  const kind: FindingKind = { code, severity: "warning", rule: rules[code], expected: null };
  const sightings = problems.map(({ line, reason }) => ({
    subject: line === null ? name : `${name}:${line}`,
    observed: reason,
    message: `${name}${line === null ? "" : `, line ${line}`}: ${reason}.`,
  }));
  const lines = problems.flatMap(({ line }) => (line === null ? [] : [line]));
  const shown = lines.slice(0, 10).join(", ");
  const more = problemCount > 10 ? ", …" : "";
  return findingsFor(
    kind,
    sightings,
    (count) => {
      const all = problems.length < problemCount && count === problems.length ? problemCount : count;
      return `${all} rows could not be read and are left out: lines ${shown}${more}.`;
    },
    100,
  );
}
