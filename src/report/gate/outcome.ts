import type { CheckKind, Comparison, ComparisonKind, Verdict } from "../../model/verdict.ts";
import type { BadgeTone } from "../components/badge.ts";
import type { Tone } from "../text-line.ts";

/** How good an outcome is, as a colour. */
export const outcomeTones: Readonly<Record<ComparisonKind, BadgeTone>> = {
  passed: "good",
  improved: "info",
  regressed: "error",
  inconclusive: "warning",
  missing: "warning",
  new: "neutral",
};

/** The same for plain text. */
export const outcomeTextTones: Readonly<Record<ComparisonKind, Tone>> = {
  passed: "good",
  improved: "good",
  regressed: "bad",
  inconclusive: "warning",
  missing: "warning",
  new: "muted",
};

/** How good a check's outcome is, as a colour. */
export const checkTones: Readonly<Record<CheckKind, BadgeTone>> = {
  passed: "good",
  failed: "error",
  inconclusive: "warning",
  notice: "neutral",
};

/** The same for plain text. */
export const checkTextTones: Readonly<Record<CheckKind, Tone>> = {
  passed: "good",
  failed: "bad",
  inconclusive: "warning",
  notice: "muted",
};

/** The verdict as a word to begin a page with. */
export function verdictWord(verdict: Verdict): string {
  const word = `${verdict.kind.charAt(0).toUpperCase()}${verdict.kind.slice(1)}`;
  return verdict.isAdvisory ? `${word} (advisory)` : word;
}

/** What was measured: a stage's name, or the whole pipeline. */
export function metricName(comparison: Comparison): string {
  return comparison.metric.stage ?? "whole pipeline";
}
