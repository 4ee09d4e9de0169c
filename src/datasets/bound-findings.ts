import type { Finding } from "../model/finding.ts";

/** Findings of one code that are given one by one: a folder of a million strangers is one thing to look at. */
const mostOneByOne = 1000;
/** Subjects that the one for all names. */
const namedAtMost = 20;

/** `findings`, with one for the dataset in place of those of a code of which there are more than 1,000. */
export function boundFindings(findings: readonly Finding[]): readonly Finding[] {
  const byCode = new Map<string, Finding[]>();
  for (const finding of findings) {
    const same = byCode.get(finding.code);
    if (same === undefined) byCode.set(finding.code, [finding]);
    else same.push(finding);
  }
  return [...byCode.values()].flatMap((same) => (same.length > mostOneByOne ? [oneForAll(same)] : same));
}

function oneForAll(findings: readonly Finding[]): Finding {
  const first = findings[0]!;
  const subjects = findings.map(({ subject }) => subject).sort();
  return {
    ...first,
    subject: "dataset",
    message: `${findings.length} times, first: ${first.message}`,
    evidence: {
      ...first.evidence,
      observed: findings.length,
      count: findings.reduce((sum, { evidence }) => sum + evidence.count, 0),
      examples: subjects.slice(0, namedAtMost),
    },
  };
}
