import type { ContractFact, StageDiff } from "../model/pipeline-diff.ts";
import { displayText } from "./display-text.ts";
import { formatCount, formatNumber, formatPlural } from "./format-number.ts";

/** What came of a stage, in a few words. */
export function outcomeWords({ outcome, cause }: StageDiff): string {
  const words = {
    equal: "equal, bit for bit",
    close: "equal within the tolerance",
    different: "differs",
    random: "random: other values in each run, of the same kind",
    unread: "nothing in it that can be looked at",
    added: "new",
    removed: "gone",
  }[outcome];
  const why = {
    itself: "; the stage itself gives other outputs",
    inputs: "; only because its inputs differ",
    unknown: "",
  };
  return cause === undefined || (outcome === "close" && cause === "unknown")
    ? words
    : `${words}${why[cause]}`;
}

/** How far values are apart, in one line; null where nothing is. */
export function distanceWords({ values, outcome }: StageDiff): string | null {
  if (values === undefined || values.firstIndex === null || outcome === "random") return null;
  const { comparedCount, equalCount, closeCount, firstIndex, firstPlace } = values;
  const differing = comparedCount - equalCount - (outcome === "close" ? 0 : closeCount);
  const largest =
    values.largestAbsolute === null
      ? ""
      : `, by ${formatNumber(values.largestAbsolute)} at most (relative ${formatNumber(values.largestRelative)})`;
  const place = firstPlace === null ? "" : ` at ${displayText(firstPlace, 60)}`;
  return `${formatCount(differing)} of ${formatPlural(comparedCount, "output")}${largest}; first in output ${formatCount(firstIndex)}${place}`;
}

/** One fact, before and after. */
export function contractFactWords({ name, before, after }: ContractFact): string {
  return `${name}: ${valueWords(before)} -> ${valueWords(after)}`;
}

/** One side of a fact. */
export function valueWords(value: ContractFact["before"]): string {
  if (value === null) return "none";
  return typeof value === "number" ? formatNumber(value) : displayText(value, 80);
}

/** The answer in one sentence. */
export function verdictWords({
  partsAt,
  hasDiffered,
  hasOtherOutputs,
}: {
  readonly partsAt: string | null;
  readonly hasDiffered: boolean;
  readonly hasOtherOutputs: boolean;
}): string {
  if (!hasDiffered || partsAt === null) return "every stage emits the same";
  const end = hasOtherOutputs ? "their outputs differ" : "their outputs are the same all the same";
  return `they part at ${displayText(partsAt, 40)}; ${end}`;
}
