import type { Finding } from "../../model/finding.ts";
import { duplicateGroups, splitCount } from "../find-duplicates.ts";
import type { MeasuredExample } from "../measured-example.ts";
import type { FindingKind, Sighting } from "./finding-set.ts";
import { datasetFinding, findingsFor, idsOf } from "./finding-set.ts";

const rule = "no two examples have the same SHA-256 of their decoded samples";

const copies: FindingKind = {
  code: "duplicate-recordings",
  severity: "warning",
  rule,
  expected: 0,
};

const conflict: FindingKind = {
  code: "duplicate-label-conflict",
  severity: "error",
  rule: `${rule} and different labels`,
  expected: "one label",
};

const leak: FindingKind = {
  code: "duplicate-across-splits",
  severity: "error",
  rule: `${rule} and different splits`,
  expected: "one split",
};

/** Recordings that are there more than once; worse, with different labels; worse, in different splits. */
export function duplicateFindings(items: readonly MeasuredExample[]): readonly Finding[] {
  const groups = duplicateGroups(items);
  const conflicting = groups.filter((group) => labelsOf(group).length > 1);
  const leaking = groups.filter((group) => splitCount(group) > 1);
  return [
    ...copiesFinding(groups),
    ...findingsFor(
      conflict,
      conflicting.map(conflictSighting),
      (count) => `${count} recordings are there under different labels.`,
    ),
    ...findingsFor(
      leak,
      leaking.map(leakSighting),
      (count) => `${count} recordings are in more than one split: the test is seen in training.`,
    ),
  ];
}

function copiesFinding(groups: readonly (readonly MeasuredExample[])[]): readonly Finding[] {
  const extraCount = groups.reduce((sum, group) => sum + group.length - 1, 0);
  if (extraCount === 0) return [];
  const message = `Recordings that are there more than once: ${groups.length}; superfluous examples: ${extraCount}.`;
  return [
    datasetFinding(copies, {
      observed: extraCount,
      count: groups.length,
      message,
      examples: groups.flatMap(idsOf),
    }),
  ];
}

function labelsOf(group: readonly MeasuredExample[]): readonly string[] {
  return [...new Set(group.map((item) => item.example.label).filter((label) => label !== null))].sort();
}

function conflictSighting(group: readonly MeasuredExample[]): Sighting {
  const labels = labelsOf(group).join(", ");
  const message = `${group.length} examples hold the same recording under different labels: ${labels}.`;
  return { subject: group[0]!.example.id, observed: labels, message, examples: idsOf(group) };
}

function leakSighting(group: readonly MeasuredExample[]): Sighting {
  const splits = [
    ...new Set(group.map((item) => item.example.split).filter((split) => split !== null)),
  ].sort();
  const observed = splits.join(", ");
  const message = `${group.length} examples hold the same recording in different splits: ${observed}.`;
  return { subject: group[0]!.example.id, observed, message, examples: idsOf(group) };
}
