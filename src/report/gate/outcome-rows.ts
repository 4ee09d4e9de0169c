import type { Check, CheckCategory, Comparison, GateReport } from "../../model/verdict.ts";
import {
  formatChange,
  formatInterval,
  formatNumber,
  formatProbability,
  formatSeconds,
  formatShare,
} from "../format-number.ts";
import { metricName } from "./outcome.ts";

/** What a row is about: the time of a stage, or what its check is about. */
export type RowCategory = "speed" | CheckCategory;

/** What came of it, for machines: `failed` and `missing` fail a build, unless the verdict is advisory. */
export type RowOutcome = "passed" | "failed" | "missing" | "inconclusive" | "notice";

/** One thing that was judged, whatever its kind: what every format for machines is made from. */
export interface OutcomeRow {
  readonly category: RowCategory;
  /** The stage, column or dataset; null for the whole. */
  readonly subject: string | null;
  /** What of it was compared, such as `secondsPerExample` or `dtype`. */
  readonly quantity: string;
  readonly outcome: RowOutcome;
  /** Whether it fails a build. */
  readonly isFailing: boolean;
  /** One sentence. */
  readonly message: string;
  /** Name and value of what the sentence rests on. */
  readonly facts: readonly (readonly [name: string, value: string])[];
}

/** Everything that a gate judged, times first, in the order of the report. */
export function outcomeRows(report: GateReport): readonly OutcomeRow[] {
  return [
    ...report.comparisons.map((comparison) => speedRow(comparison, report)),
    ...creepRows(report),
    ...(report.checks ?? []).map(checkRow),
  ];
}

/** The same for every run of the same thing: what tools know a result by. */
export function rowId({ category, subject, quantity }: OutcomeRow): string {
  return [category, ...(subject === null ? [] : [subject]), quantity].join("/");
}

/** What a row is called: `augment: secondsPerExample`. */
export function rowName({ category, subject, quantity }: OutcomeRow): string {
  const name = subject ?? (category === "speed" ? "whole pipeline" : null);
  return name === null ? quantity : `${name}: ${quantity}`;
}

const speedOutcomes: Readonly<Record<Comparison["kind"], RowOutcome>> = {
  passed: "passed",
  improved: "passed",
  regressed: "failed",
  inconclusive: "inconclusive",
  missing: "missing",
  new: "notice",
};

function speedRow(comparison: Comparison, report: GateReport): OutcomeRow {
  const { metric, kind } = comparison;
  const outcome = speedOutcomes[kind];
  return {
    category: "speed",
    subject: metric.stage,
    quantity: metric.unit,
    outcome,
    isFailing: !report.isAdvisory && (outcome === "failed" || outcome === "missing"),
    message: speedMessage(comparison, report),
    facts: speedFacts(comparison, report),
  };
}

/** What is slower than at the anchor, though not than at the last state: without a row no tool would know why the gate fails. */
function creepRows(report: GateReport): readonly OutcomeRow[] {
  const since = report.anchor?.createdAt.slice(0, 10);
  return creptComparisons(report).map((comparison) => {
    const row = speedRow(comparison, report);
    const message = `small steps have added up since ${since}: ${row.message}`;
    return { ...row, quantity: `${row.quantity}SinceAnchor`, message };
  });
}

/** Metrics that have become slower since the anchor, and not since the last state. */
export function creptComparisons({ anchor, comparisons }: GateReport): readonly Comparison[] {
  const told = comparisons.filter(({ kind }) => kind === "regressed").map(({ metric }) => metric.id);
  return (anchor?.comparisons ?? []).filter(
    ({ kind, metric }) => kind === "regressed" && !told.includes(metric.id),
  );
}

function speedMessage(comparison: Comparison, { rule }: GateReport): string {
  const { kind, relativeChange } = comparison;
  const name = metricName(comparison);
  if (kind === "missing") return `${name} was in the baseline and was not measured now`;
  if (kind === "new" || relativeChange === null) return `${name} is new`;
  const amount = `${formatChange(relativeChange.center)} time per example (${formatShare(relativeChange.confidenceLevel)} interval ${formatInterval(relativeChange, formatChange)})`;
  switch (kind) {
    case "regressed":
      return `${name} takes ${amount}, more than the margin of ${formatShare(rule.margin)}`;
    case "inconclusive":
      return `${name} takes ${amount}: neither a regression nor ruled out`;
    case "improved":
      return `${name} takes ${amount}: faster`;
    case "passed":
      return `${name} takes ${amount}: within the tolerance of ${formatShare(rule.tolerance)}`;
  }
}

function speedFacts(comparison: Comparison, report: GateReport): OutcomeRow["facts"] {
  const { rule, account, isAdvisory, machineDifferences } = report;
  const discarded = account === undefined ? "" : `, ${account.discardedRoundCount} discarded`;
  return [
    ["baseline", formatSeconds(comparison.baseline)],
    ["now", formatSeconds(comparison.current)],
    ["change", formatChange(comparison.relativeChange?.center)],
    ["interval", formatInterval(comparison.relativeChange, formatChange)],
    ["margin", formatShare(rule.margin)],
    ["tolerance", formatShare(rule.tolerance)],
    ["adjusted p", formatProbability(comparison.pValue)],
    ["detectable", formatChange(comparison.detectableChange)],
    ["rounds", `${comparison.baselineRoundCount} and ${comparison.currentRoundCount}${discarded}`],
    ["machine", isAdvisory ? `differs in ${machineDifferences.join(", ")}` : "the same class"],
  ];
}

const checkOutcomes: Readonly<Record<Check["kind"], RowOutcome>> = {
  passed: "passed",
  failed: "failed",
  inconclusive: "inconclusive",
  notice: "notice",
};

function checkRow(check: Check): OutcomeRow {
  const { category, subject, quantity, kind, message, effect, measure, adjustedPValue, tolerance } = check;
  const estimated: OutcomeRow["facts"] =
    effect === undefined
      ? []
      : [
          [measure ?? "effect", formatNumber(effect.center)],
          ["interval", formatInterval(effect)],
          ["adjusted p", formatProbability(adjustedPValue)],
          ["detectable", formatNumber(check.detectableEffect)],
        ];
  return {
    category,
    subject,
    quantity,
    outcome: checkOutcomes[kind],
    isFailing: kind === "failed",
    message,
    facts: [
      ["baseline", saying(check.baseline)],
      ["now", saying(check.current)],
      ...(tolerance > 0 ? [["allowed", formatShare(tolerance)] as const] : []),
      ...estimated,
      ...(check.examples === undefined ? [] : [["examples", check.examples.join(", ")] as const]),
    ],
  };
}

function saying(value: Check["baseline"]): string {
  return typeof value === "string" ? value : formatNumber(value);
}
