import type { Table } from "../model/table.ts";
import type { GateReport } from "../model/verdict.ts";
import { flags, numbers, rowsTable, texts } from "./rows-table.ts";

/** A report of a gate as tables. */
export interface GateTables {
  /** One row, the decision over all: kind, message, isAdvisory, baseline, rounds. */
  readonly verdict: Table;
  /** One row per metric: kind, stage, baseline, current, relativeChange with its interval, p, what would have been found. */
  readonly comparisons: Table;
  /** One row per check of something other than a time: category, kind, subject, quantity, baseline and current as text, tolerance, effect. */
  readonly checks: Table;
  /** One row per metric and gate of the past, the present one last; `isChangePoint` where a series changed its level. */
  readonly history: Table;
}

/** The parts of `gate.json` that people sort, filter and join. Values are unrounded; missing ones are null. */
export function gateTables(report: GateReport): GateTables {
  return {
    verdict: rowsTable(
      "verdict",
      [report],
      [
        texts("kind", ({ kind }) => kind),
        texts("message", ({ message }) => message),
        flags("isAdvisory", ({ isAdvisory }) => isAdvisory),
        texts("blamedStages", ({ blamedStages }) => blamedStages.join(", ")),
        texts("baselineName", ({ baselineName }) => baselineName),
        texts("baselineCommit", ({ baselineCommit }) => baselineCommit),
        texts("createdAt", ({ createdAt }) => createdAt),
        numbers("roundCount", ({ roundCount }) => roundCount),
      ],
    ),
    comparisons: comparisonTable(report),
    checks: checkTable(report),
    history: historyTable(report),
  };
}

function comparisonTable({ comparisons }: GateReport): Table {
  return rowsTable("comparisons", comparisons, [
    texts("metricId", ({ metric }) => metric.id),
    texts("stage", ({ metric }) => metric.stage),
    texts("unit", ({ metric }) => metric.unit),
    texts("kind", ({ kind }) => kind),
    numbers("baseline", ({ baseline }) => baseline),
    numbers("current", ({ current }) => current),
    numbers("relativeChange", ({ relativeChange }) => relativeChange?.center),
    numbers("relativeChange:low", ({ relativeChange }) => relativeChange?.low),
    numbers("relativeChange:high", ({ relativeChange }) => relativeChange?.high),
    numbers("pValue", ({ pValue }) => pValue),
    numbers("pWithinTolerance", ({ pWithinTolerance }) => pWithinTolerance),
    numbers("detectableChange", ({ detectableChange }) => detectableChange),
    numbers("baselineRoundCount", ({ baselineRoundCount }) => baselineRoundCount),
    numbers("currentRoundCount", ({ currentRoundCount }) => currentRoundCount),
  ]);
}

function checkTable({ checks = [] }: GateReport): Table {
  return rowsTable("checks", checks, [
    texts("category", ({ category }) => category),
    texts("kind", ({ kind }) => kind),
    texts("subject", ({ subject }) => subject),
    texts("quantity", ({ quantity }) => quantity),
    texts("baseline", ({ baseline }) => baseline),
    texts("current", ({ current }) => current),
    numbers("tolerance", ({ tolerance }) => tolerance),
    texts("message", ({ message }) => message),
    numbers("effect", ({ effect }) => effect?.center),
    numbers("effect:low", ({ effect }) => effect?.low),
    numbers("effect:high", ({ effect }) => effect?.high),
    texts("measure", ({ measure }) => measure),
    numbers("adjustedPValue", ({ adjustedPValue }) => adjustedPValue),
    numbers("detectableEffect", ({ detectableEffect }) => detectableEffect),
  ]);
}

function historyTable({ history = [] }: GateReport): Table {
  const rows = history.flatMap(({ metricId, unit, points, changePoints }) =>
    points.map((point, index) => ({
      ...{ metricId, unit, ...point },
      isChangePoint: changePoints.some((change) => change.index === index),
    })),
  );
  return rowsTable("history", rows, [
    texts("metricId", ({ metricId }) => metricId),
    texts("unit", ({ unit }) => unit),
    texts("measuredAt", ({ measuredAt }) => measuredAt),
    texts("commit", ({ commit }) => commit),
    numbers("value", ({ value }) => value),
    flags("isChangePoint", ({ isChangePoint }) => isChangePoint),
  ]);
}
