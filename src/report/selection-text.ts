import type { Drift } from "../model/drift.ts";
import type {
  SelectionLeaks,
  SelectionRule,
  SplitReport,
  StratumCount,
  SubsetReport,
} from "../model/selection.ts";
import { displayText } from "./display-text.ts";
import { featureName, measureName } from "./drift-words.ts";
import { formatCount, formatNumber, formatPlural, formatShare } from "./format-number.ts";
import { factLine, type TextLine, textLine } from "./text-line.ts";

/** Rows of a list that a terminal is given. */
const shownCount = 8;

/** A subset in a few lines: how large, how whole, how near to the proportions and the statistics of all. */
export function subsetText(report: SubsetReport): readonly TextLine[] {
  const { count, wholeCount, fraction, strata, drifts } = report;
  return [
    textLine(
      `${formatCount(count)} of ${formatPlural(wholeCount, "example")}, ${formatShare(count / wholeCount)} (asked: ${formatShare(fraction)})`,
      "heading",
    ),
    ...ruleLines(report.rule, report.leaks),
    factLine("units", unitsText(report)),
    factLine("proportions", `worst stratum ${deviationText(report.worstDeviation)}`),
    ...worstFirst(strata).map((one) => textLine(`    ${stratumText(one)}`)),
    factLine("against whole", driftSummary(drifts)),
    ...farthestFirst(drifts).map(driftLine),
  ];
}

/** New splits in a few lines: sizes, balance, leaks. */
export function splitText(report: SplitReport): readonly TextLine[] {
  const { wholeCount, splits } = report;
  return [
    textLine(`${formatPlural(wholeCount, "example")} in ${formatPlural(splits.length, "split")}`, "heading"),
    ...splits.map(({ name, count, share }) =>
      factLine(
        displayText(name, 14),
        `${formatCount(count)}, ${formatShare(count / wholeCount)} (asked: ${formatShare(share)})`,
      ),
    ),
    ...ruleLines(report.rule, report.leaks),
    factLine("units", unitsText(report)),
    factLine("proportions", `worst stratum ${deviationText(report.worstDeviation)}`),
    ...worstFirst(
      splits.flatMap(({ name, strata }) =>
        strata.map((one) => ({ ...one, stratum: [name, ...one.stratum] })),
      ),
    ).map((one) => textLine(`    ${stratumText(one)}`)),
  ];
}

function ruleLines(
  { group, stratify, keepsDuplicates, seed }: SelectionRule,
  leaks: SelectionLeaks,
): readonly TextLine[] {
  const kept = [
    ...(group === null ? [] : [`each ${displayText(group, 40)}`]),
    ...(keepsDuplicates ? ["copies"] : []),
  ];
  const isWhole = leaks.groupCount === 0 && (leaks.duplicateCount ?? 0) === 0;
  const leakText =
    leaks.duplicateCount === null
      ? `groups ${leaks.groupCount}, copies not looked for`
      : `groups ${leaks.groupCount}, copies ${leaks.duplicateCount}`;
  return [
    factLine("kept together", kept.length === 0 ? "nothing" : kept.join(" and ")),
    factLine(
      "stratified by",
      stratify.length === 0 ? "nothing" : stratify.map((field) => displayText(field, 40)).join(" x "),
    ),
    textLine(`  ${"leaks".padEnd(14)} ${leakText}`, isWhole ? "good" : "bad"),
    factLine("seed", String(seed)),
  ];
}

function unitsText({ units }: Pick<SubsetReport, "units">): string {
  const { unitCount, largestUnit, mixedUnitCount, unverifiedPairCount = 0 } = units;
  const unverified =
    unverifiedPairCount === 0
      ? ""
      : `; ${formatPlural(unverifiedPairCount, "pair")} kept together unverified, as their files could not be read again`;
  const mixed =
    mixedUnitCount === 0
      ? ""
      : `; ${formatCount(mixedUnitCount)} of several strata, so that proportions can only be approached`;
  return `${formatCount(unitCount)}, the largest of ${formatPlural(largestUnit, "example")}${mixed}${unverified}`;
}

function deviationText(examples: number): string {
  return `${formatNumber(examples)} ${examples === 1 ? "example" : "examples"} off`;
}

function worstFirst(strata: readonly StratumCount[]): readonly StratumCount[] {
  const distance = ({ count, expected }: StratumCount): number => Math.abs(count - expected);
  return [...strata].sort((a, b) => distance(b) - distance(a)).slice(0, shownCount);
}

function stratumText({ stratum, count, expected }: StratumCount): string {
  const name = stratum.length === 0 ? "all" : stratum.map((value) => displayText(value, 40)).join(" / ");
  return `${name}: ${formatCount(count)} (proportion: ${formatNumber(expected)})`;
}

function driftSummary(drifts: readonly Drift[]): string {
  const drifted = drifts.filter(({ outcome }) => outcome === "drifted").length;
  return drifted === 0
    ? `none of ${formatCount(drifts.length)} distributions differs by more than chance`
    : `${formatCount(drifted)} of ${formatCount(drifts.length)} distributions differ`;
}

function farthestFirst(drifts: readonly Drift[]): readonly Drift[] {
  return [...drifts]
    .sort((a, b) => Math.abs(b.effect.center) - Math.abs(a.effect.center))
    .slice(0, shownCount);
}

function driftLine(drift: Drift): TextLine {
  const { effect, adjustedPValue, outcome } = drift;
  return textLine(
    `    ${displayText(featureName(drift), 40)}: ${measureName(drift)} ${formatNumber(effect.center)}, adjusted p ${formatNumber(adjustedPValue)}`,
    outcome === "drifted" ? "warning" : "plain",
  );
}
