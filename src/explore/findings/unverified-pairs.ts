import type { Finding } from "../../model/finding.ts";
import type { PairOfIds } from "../find-duplicates.ts";
import { likePrintsRule } from "../near-duplicates.ts";
import { datasetFinding } from "./finding-set.ts";

/** What pairs that nobody could verify are called. */
export interface UnverifiedWords {
  /** What was asked for, in words. */
  readonly rule: string;
  /** What they are: the beginning of a sentence. */
  readonly pairs: string;
  /** What is open: the end of it. */
  readonly open: string;
}

const recordings: UnverifiedWords = {
  rule: `${likePrintsRule}, unless their audio can be read again and their waveforms compared`,
  pairs: "Pairs of clips with like fingerprints whose audio could not be read again",
  open: "whether they hold one recording is open",
};

/** Pairs that may be copies, and nobody can tell: their files are not there any more. */
export function unverifiedPairFindings(
  pairs: readonly PairOfIds[],
  words: UnverifiedWords = recordings,
): readonly Finding[] {
  if (pairs.length === 0) return [];
  const message = `${words.pairs}: ${pairs.length}; ${words.open}, and so whether they leak or conflict.`;
  const examples = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))];
  const kind = { code: "near-duplicate-unverified", severity: "warning", expected: 0 } as const;
  return [
    datasetFinding(
      { ...kind, rule: words.rule },
      { observed: pairs.length, count: pairs.length, message, examples },
    ),
  ];
}
