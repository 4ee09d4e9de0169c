import type { NearPair } from "../../model/dataset-statistics.ts";
import type { Finding } from "../../model/finding.ts";
import { nearGroupsOf, splitCount } from "../find-duplicates.ts";
import type { MeasuredExample } from "../measured-example.ts";
import { nearDuplicateRule } from "../near-duplicates.ts";
import type { FindingKind, Sighting } from "./finding-set.ts";
import { datasetFinding, findingsFor, idsOf } from "./finding-set.ts";

const copies: FindingKind = {
  code: "near-duplicate",
  severity: "warning",
  rule: nearDuplicateRule,
  expected: 0,
};

const conflict: FindingKind = {
  code: "near-duplicate-conflict",
  severity: "error",
  rule: `${nearDuplicateRule}, and different labels`,
  expected: "one label",
};

const leak: FindingKind = {
  code: "near-duplicate-across-splits",
  severity: "error",
  rule: `${nearDuplicateRule}, and different splits`,
  expected: "one split",
};

interface NearGroup {
  readonly pair: NearPair;
  readonly group: readonly MeasuredExample[];
}

/** One recording encoded, trimmed, scaled or resampled twice; worse, with two labels; worse, in two splits. */
export function nearDuplicateFindings(
  items: readonly MeasuredExample[],
  nearPairs: readonly NearPair[],
): readonly Finding[] {
  const groups = nearGroupsOf(items, nearPairs).map((group, index) => ({ pair: nearPairs[index]!, group }));
  const conflicting = groups.filter(({ group }) => distinct(group, "label").length > 1);
  const leaking = groups.filter(({ group }) => splitCount(group) > 1);
  return [
    ...copiesFinding(groups),
    ...findingsFor(
      conflict,
      conflicting.map((near) => sighting(near, "label")),
      (count) => `${count} pairs of clips hold one recording under different labels.`,
    ),
    ...findingsFor(
      leak,
      leaking.map((near) => sighting(near, "split")),
      (count) =>
        `${count} pairs of clips hold one recording in different splits: the test is seen in training.`,
    ),
  ];
}

function copiesFinding(groups: readonly NearGroup[]): readonly Finding[] {
  if (groups.length === 0) return [];
  const message =
    `Pairs of clips that hold one recording or a part of one, though not sample by sample: ${groups.length}; ` +
    "encoded, trimmed, scaled, resampled or cut anew.";
  const examples = [...new Set(groups.flatMap(({ pair }) => [pair.a, pair.b]))];
  return [datasetFinding(copies, { observed: groups.length, count: groups.length, message, examples })];
}

function distinct(group: readonly MeasuredExample[], field: "label" | "split"): readonly string[] {
  return [...new Set(group.flatMap(({ example }) => example[field] ?? []))].sort();
}

function sighting({ pair, group }: NearGroup, field: "label" | "split"): Sighting {
  const observed = distinct(group, field).join(", ");
  const message =
    `${pair.a} and ${pair.b} hold ${whatOf(pair)} (correlation ${pair.correlation.toFixed(3)}) ` +
    `in different ${field}s: ${observed}.`;
  return { subject: pair.a, observed, message, examples: idsOf(group) };
}

function whatOf({ sharedSeconds }: NearPair): string {
  return sharedSeconds === undefined
    ? "the same recording"
    : `${sharedSeconds.toFixed(1)} s of the same recording`;
}
