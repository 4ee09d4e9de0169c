import type { NearCandidate } from "../../model/dataset-statistics.ts";
import type { Finding } from "../../model/finding.ts";
import { likePrintsRule } from "../near-duplicates.ts";
import type { FindingKind } from "./finding-set.ts";
import { datasetFinding } from "./finding-set.ts";

const kind: FindingKind = {
  code: "near-duplicate-unverified",
  severity: "warning",
  rule: `${likePrintsRule}, unless their audio can be read again and their waveforms compared`,
  expected: 0,
};

/** Pairs that may hold one recording, and nobody can tell: their audio is not there any more. */
export function unverifiedPairFindings(pairs: readonly NearCandidate[]): readonly Finding[] {
  if (pairs.length === 0) return [];
  const message =
    `Pairs of clips with like fingerprints whose audio could not be read again: ${pairs.length}; ` +
    "whether they hold one recording is open, and so whether they leak or conflict.";
  const examples = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))];
  return [datasetFinding(kind, { observed: pairs.length, count: pairs.length, message, examples })];
}
