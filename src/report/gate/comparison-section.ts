import type { Comparison, GateReport } from "../../model/verdict.ts";
import { changeForest } from "../charts/change-forest.ts";
import { badgeHtml } from "../components/badge.ts";
import { tableHtml } from "../components/data-table.ts";
import { figureHtml } from "../components/figure.ts";
import { displayName } from "../display-text.ts";
import {
  formatChange,
  formatInterval,
  formatProbability,
  formatSeconds,
  formatShare,
  formatTime,
} from "../format-number.ts";
import { type Html, html, nameHtml } from "../html.ts";
import type { Section } from "../page.ts";
import { metricName, outcomeTones } from "./outcome.ts";

/** The change of every stage, drawn and in numbers; null where nothing was timed. */
export async function comparisonSection(report: GateReport): Promise<Section | null> {
  if (report.comparisons.length === 0) return null;
  return {
    id: "stages",
    title: "Stage by stage",
    body: html`${await forest(report)}${comparisonTable(report.comparisons, "Time per example, now against the baseline")}${anchorTable(report)}`,
  };
}

async function forest({ comparisons, rule }: GateReport): Promise<Html | null> {
  const measured = comparisons.filter((comparison) => comparison.relativeChange !== null);
  const [first] = measured;
  if (first === undefined) return null;
  const worst = measured.reduce((most, next) =>
    next.relativeChange!.center > most.relativeChange!.center ? next : most,
  );
  const gist = `Change of time per example with intervals for ${measured.length} metrics, against the margin ${formatShare(rule.margin)} and the tolerance ${formatShare(rule.tolerance)}. Greatest: ${displayName(metricName(worst))}, ${formatChange(worst.relativeChange?.center)}.`;
  return figureHtml(changeForest(measured, rule, gist), {
    title: "Change against the baseline",
    caption: `Point: change of time per example. Line: ${formatShare(first.relativeChange?.confidenceLevel)} interval. A stage passes when it is proved to lie left of the tolerance, and regresses when it is proved to lie right of the margin.`,
  });
}

/** The same against the older state; null without one. */
function anchorTable({ anchor }: GateReport): Html | null {
  if (anchor === undefined) return null;
  const title = `Time per example, now against the anchor of ${formatTime(anchor.createdAt)}`;
  return comparisonTable(anchor.comparisons, title);
}

function comparisonTable(comparisons: readonly Comparison[], title: string): Html {
  return tableHtml(
    title,
    [
      { title: "Stage", cell: (comparison) => nameHtml(metricName(comparison), 48) },
      { title: "Outcome", cell: ({ kind }) => badgeHtml(kind, outcomeTones[kind]) },
      { title: "Baseline", kind: "number", cell: ({ baseline }) => formatSeconds(baseline) },
      { title: "Now", kind: "number", cell: ({ current }) => formatSeconds(current) },
      { title: "Change", kind: "number", cell: ({ relativeChange }) => formatChange(relativeChange?.center) },
      {
        title: "Interval",
        kind: "number",
        cell: ({ relativeChange }) => formatInterval(relativeChange, formatChange),
      },
      { title: "p slower", kind: "number", cell: ({ pValue }) => formatProbability(pValue) },
      {
        title: "p not within",
        kind: "number",
        cell: ({ pWithinTolerance }) => formatProbability(pWithinTolerance),
      },
      { title: "Detectable", kind: "number", cell: ({ detectableChange }) => formatChange(detectableChange) },
      {
        title: "Rounds",
        kind: "number",
        cell: (row) => `${row.baselineRoundCount} / ${row.currentRoundCount}`,
      },
    ],
    comparisons,
  );
}
