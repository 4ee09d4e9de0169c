import type { Check, Verdict } from "../model/verdict.ts";

/** Failures that a sentence names; the rest is counted. */
const namedCount = 2;

/**
 * A verdict that also takes these checks into account. A failed check fails it; what is inconclusive makes a pass inconclusive; notices
 * change nothing. The sentence names what failed first, then what the rounds said.
 */
export function withChecks<Kind extends Verdict>(verdict: Kind, further: readonly Check[]): Kind {
  const failed = further.filter(({ kind }) => kind === "failed");
  const open = further.filter(({ kind }) => kind === "inconclusive");
  const all = { ...verdict, checks: [...(verdict.checks ?? []), ...further] };
  if (failed.length > 0) {
    return { ...all, kind: "regressed", message: joined(sentenceOf(failed), verdict) };
  }
  const canOpen = verdict.kind === "passed" || verdict.kind === "improved";
  if (open.length > 0 && canOpen) {
    return { ...all, kind: "inconclusive", message: joined(sentenceOf(open), verdict) };
  }
  return all;
}

function joined(sentence: string, { message }: Verdict): string {
  return message === "" ? sentence : `${sentence}; ${message}`;
}

function sentenceOf(checks: readonly Check[]): string {
  const named = checks.slice(0, namedCount).map(({ message }) => message);
  const rest = checks.length - named.length;
  return [
    ...named,
    ...(rest > 0 ? [`${rest} more ${rest === 1 ? "check" : "checks"} of this kind`] : []),
  ].join("; ");
}
