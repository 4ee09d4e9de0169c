import type { Association, LabelPredictor, TableStatistics } from "../../model/column-statistics.ts";
import type { Finding } from "../../model/finding.ts";
import { shareWords } from "../../model/share-words.ts";
import { datasetFinding, type FindingKind, findingsFor } from "../findings/finding-set.ts";
import { ofRows, type TableView } from "./column-view.ts";

const strongAssociation = 0.95;
/** Share of the way from chance to certainty from which a column alone gives the label away. */
const tellingGain = 0.95;

const equal: FindingKind = {
  code: "columns-equal",
  severity: "warning",
  rule: "no two columns have the same cells in all rows that were looked at",
  expected: null,
};
const associated: FindingKind = {
  code: "columns-associated",
  severity: "info",
  rule: `no association of two columns is ${strongAssociation} or stronger`,
  expected: strongAssociation,
};
const telling: FindingKind = {
  code: "label-predicted",
  severity: "warning",
  rule: `no column alone tells the label with ${tellingGain} of the way from chance to certainty`,
  expected: tellingGain,
};
const duplicated: FindingKind = {
  code: "rows-duplicated",
  severity: "warning",
  rule: "no row repeats another in all its cells",
  expected: 0,
};

/** What is odd about columns together, and about rows. */
export function relationFindings(
  view: TableView,
  table: Pick<TableStatistics, "associations" | "labelPredictors" | "duplicateRowCount">,
): readonly Finding[] {
  const equals = equalColumns(view);
  const isEqual = new Set(equals.map(([a, b]) => `${a}\u0000${b}`));
  const strong = table.associations.filter(
    ({ a, b, value }) => Math.abs(value) >= strongAssociation && !isEqual.has(`${a}\u0000${b}`),
  );
  return [
    ...findingsFor(
      equal,
      equals.map(([a, b]) => ({
        subject: `${a}, ${b}`,
        observed: view.look.rowCount,
        count: view.look.rowCount,
        message: `"${b}" has the same cells as "${a}"${ofRows(view) === "" ? "" : " in all"}${ofRows(view)}.`,
      })),
      (count) => `${count} pairs of columns have the same cells.`,
    ),
    ...findingsFor(
      associated,
      strong.map((pair) => associationSighting(pair, view)),
      (count) => `${count} pairs of columns say nearly the same.`,
      10,
    ),
    ...findingsFor(
      telling,
      table.labelPredictors.filter(isTelling).map((predictor) => predictorSighting(predictor, view)),
      (count) => `${count} columns each tell the label alone.`,
    ),
    ...duplicateFindings(table.duplicateRowCount, view.rowCount),
  ];
}

function isTelling({ balancedAccuracy, chance }: LabelPredictor): boolean {
  return (balancedAccuracy - chance) / (1 - chance) >= tellingGain;
}

function predictorSighting(
  { column, balancedAccuracy, chance, count, method }: LabelPredictor,
  view: TableView,
) {
  return {
    subject: column,
    observed: balancedAccuracy,
    count,
    message: `"${column}" alone tells the label in ${shareWords(balancedAccuracy)} of cases (by chance ${shareWords(chance)}), by ${method}${ofRows(view)}: is it known when predictions are made?`,
  };
}

const measures: Readonly<Record<Association["measure"], string>> = {
  "cramers-v": "Cramer's V",
  "correlation-ratio": "correlation ratio",
  spearman: "Spearman's rho",
};

function associationSighting({ a, b, measure, value, count }: Association, view: TableView) {
  return {
    subject: `${a}, ${b}`,
    observed: value,
    count,
    message: `"${a}" and "${b}" say nearly the same: ${measures[measure]} is ${value.toFixed(3)} over ${count} rows${ofRows(view)}.`,
  };
}

/** Pairs of columns with equal cells; of more than two, each with the first. */
function equalColumns({ columns, look }: TableView): readonly (readonly [string, string])[] {
  if (look.rowCount < 2) return [];
  const first = new Map<string, string>();
  const pairs: [string, string][] = [];
  for (const { plan, cells, statistics } of columns) {
    if (statistics.distinctCount < 2) continue;
    const key = cells.join("\u0000");
    const before = first.get(key);
    if (before === undefined) first.set(key, plan.name);
    else pairs.push([before, plan.name]);
  }
  return pairs;
}

function duplicateFindings(
  { center, low, high, method }: TableStatistics["duplicateRowCount"],
  rowCount: number,
): readonly Finding[] {
  if (center < 1) return [];
  const count = Math.round(center);
  const about =
    method === "exact" ? `${count}` : `About ${count} (${Math.round(low)} to ${Math.round(high)})`;
  return [
    datasetFinding(duplicated, {
      observed: count,
      count,
      message: `${about} of ${rowCount} rows repeat an earlier one in all their cells.`,
      examples: [],
    }),
  ];
}
