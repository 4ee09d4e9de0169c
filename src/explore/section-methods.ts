import type { DatasetReport, SectionMethod } from "../model/dataset-statistics.ts";
import type { Finding, NumberMethod } from "../model/finding.ts";

/** What decides how the numbers of a report came to be. */
export interface MethodFacts {
  readonly method: DatasetReport["method"];
  /** Files of which only the beginning was measured. */
  readonly longCount: number;
  /** Frames of each clip that Meyda's features rest on; null where they were not asked for. */
  readonly meydaFrameCount: number | null;
}

type Methods = Readonly<Record<string, SectionMethod>>;

const absent: SectionMethod = { method: "absent", reason: "only headers were read" };

/** Sections and fields that are sampled or sketched in every report that looks at samples. */
const always: Methods = {
  "duplicates.nearPairs": {
    method: "sketched",
    reason:
      "looked up by at most 384 keys of each fingerprint of at most a minute, then verified by waveform: a pair that is named " +
      "is exact, about one altered copy in fifty is missed",
  },
  "frequency.effectiveBandwidthHertz": {
    method: "sampled",
    reason: "the 32 frames of each clip that change most",
  },
  "frequency.origins": { method: "sampled", reason: "the 32 frames of each clip that change most" },
  "leakage.groupKey": {
    method: "sampled",
    reason: "the first 5,000 clips; p by at most 499 permutations from a fixed seed",
  },
  shortcuts: {
    method: "sampled",
    reason: "5,000 clips at most; folds and at most 999 permutations from a fixed seed",
  },
};

/** How sections and fields were computed that were not computed by the report's own method. */
export function sectionMethods({ method, longCount, meydaFrameCount }: MethodFacts): Methods {
  if (method === "headers") return { level: absent, frequency: absent, duplicates: absent };
  const beginning: SectionMethod = {
    method: "sampled",
    reason: `the beginning alone of ${longCount} long ${longCount === 1 ? "file" : "files"}`,
  };
  return {
    ...always,
    ...(longCount === 0 ? {} : { level: beginning, frequency: beginning }),
    ...(meydaFrameCount === null
      ? {}
      : { meyda: { method: "sampled", reason: `at most ${meydaFrameCount} frames of each clip` } }),
  };
}

/** Codes of findings by how their numbers come to be; all others are exact. */
const methodByCode: readonly (readonly [pattern: RegExp, method: NumberMethod])[] = [
  [/^near-duplicate/, "sketched"],
  [/^upsampled$|^transcoded$|^mixed-band-limits$|^shortcut-|^inferred-group/, "sampled"],
];

/** `finding`, saying how its numbers came to be. */
export function withMethod(finding: Finding): Finding {
  const method = methodByCode.find(([pattern]) => pattern.test(finding.code))?.[1] ?? "exact";
  return { ...finding, evidence: { ...finding.evidence, method } };
}
