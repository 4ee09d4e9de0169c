import type { DatasetSnapshot, SnapshotFinding } from "../model/dataset-snapshot.ts";
import { severities } from "../model/finding.ts";

/**
 * Findings that there were not before, or that are graver now or shown by more examples; and those that are gone. A finding is
 * known by its code and subject, for its message holds numbers.
 */
export function compareFindings(
  before: Pick<DatasetSnapshot, "findings">,
  after: Pick<DatasetSnapshot, "findings">,
): {
  readonly newFindings: readonly SnapshotFinding[];
  readonly resolvedFindings: readonly SnapshotFinding[];
} {
  const [was, is] = [before, after].map(
    ({ findings }) => new Map(findings.map((finding) => [keyOf(finding), finding])),
  );
  return {
    newFindings: after.findings.filter((finding) => isWorse(finding, was?.get(keyOf(finding)))),
    resolvedFindings: before.findings.filter((finding) => !is?.has(keyOf(finding))),
  };
}

function keyOf({ code, subject }: SnapshotFinding): string {
  return JSON.stringify([code, subject]);
}

function isWorse(now: SnapshotFinding, before: SnapshotFinding | undefined): boolean {
  if (before === undefined) return true;
  return severities.indexOf(now.severity) > severities.indexOf(before.severity) || now.count > before.count;
}
