import type { Finding } from "../../model/finding.ts";
import { duplicateGroups, splitCount } from "../find-duplicates.ts";
import type { ExampleItem, MeasuredExample } from "../measured-example.ts";
import type { FindingKind, Sighting } from "./finding-set.ts";
import { datasetFinding, findingsFor, idsOf } from "./finding-set.ts";

/** What copies are called: of recordings, or of images. */
export interface CopyWords {
  /** Code of the finding that there are some. */
  readonly code: string;
  /** One of them, such as `recording`. */
  readonly one: string;
  readonly many: string;
  /** What is hashed, such as `decoded samples`. */
  readonly hashed: string;
}

const recordings: CopyWords = {
  code: "duplicate-recordings",
  one: "recording",
  many: "recordings",
  hashed: "decoded samples",
};

/** Recordings that are there more than once; worse, with different labels; worse, in different splits. */
export function duplicateFindings(items: readonly MeasuredExample[]): readonly Finding[] {
  return copyFindings(duplicateGroups(items), recordings);
}

/** The same of any `groups` of equal examples. */
export function copyFindings(
  groups: readonly (readonly ExampleItem[])[],
  words: CopyWords,
): readonly Finding[] {
  const rule = `no two examples have the same SHA-256 of their ${words.hashed}`;
  const copies: FindingKind = { code: words.code, severity: "warning", rule, expected: 0 };
  const conflict: FindingKind = {
    ...{ code: "duplicate-label-conflict", severity: "error", expected: "one label" },
    rule: `${rule} and different labels`,
  };
  const leak: FindingKind = {
    ...{ code: "duplicate-across-splits", severity: "error", expected: "one split" },
    rule: `${rule} and different splits`,
  };
  const conflicting = groups.filter((group) => labelsOf(group).length > 1);
  const leaking = groups.filter((group) => splitCount(group) > 1);
  return [
    ...copiesFinding(copies, groups, words),
    ...findingsFor(
      conflict,
      conflicting.map((group) => conflictSighting(group, words)),
      (count) => `${count} ${words.many} are there under different labels.`,
    ),
    ...findingsFor(
      leak,
      leaking.map((group) => leakSighting(group, words)),
      (count) => `${count} ${words.many} are in more than one split: the test is seen in training.`,
    ),
  ];
}

function copiesFinding(
  copies: FindingKind,
  groups: readonly (readonly ExampleItem[])[],
  { many }: CopyWords,
): readonly Finding[] {
  const extraCount = groups.reduce((sum, group) => sum + group.length - 1, 0);
  if (extraCount === 0) return [];
  const message = `${many[0]!.toUpperCase()}${many.slice(1)} that are there more than once: ${groups.length}; superfluous examples: ${extraCount}.`;
  return [
    datasetFinding(copies, {
      observed: extraCount,
      count: groups.length,
      message,
      examples: groups.flatMap(idsOf),
    }),
  ];
}

function labelsOf(group: readonly ExampleItem[]): readonly string[] {
  return [...new Set(group.map((item) => item.example.label).filter((label) => label !== null))].sort();
}

function conflictSighting(group: readonly ExampleItem[], { one }: CopyWords): Sighting {
  const labels = labelsOf(group).join(", ");
  const message = `${group.length} examples hold the same ${one} under different labels: ${labels}.`;
  return { subject: group[0]!.example.id, observed: labels, message, examples: idsOf(group) };
}

function leakSighting(group: readonly ExampleItem[], { one }: CopyWords): Sighting {
  const splits = [
    ...new Set(group.map((item) => item.example.split).filter((split) => split !== null)),
  ].sort();
  const observed = splits.join(", ");
  const message = `${group.length} examples hold the same ${one} in different splits: ${observed}.`;
  return { subject: group[0]!.example.id, observed, message, examples: idsOf(group) };
}
