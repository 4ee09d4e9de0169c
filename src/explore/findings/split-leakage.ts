import type { Finding } from "../../model/finding.ts";
import { splitCount } from "../find-duplicates.ts";
import { groupBy } from "../group-by.ts";
import type { MeasuredExample } from "../measured-example.ts";
import type { FindingKind } from "./finding-set.ts";
import { datasetFinding, findingsFor } from "./finding-set.ts";

const groupLeak: FindingKind = {
  code: "group-across-splits",
  severity: "warning",
  rule: "all examples of a group (speaker, recording, session) lie in one split",
  expected: 0,
};

const missingLabel: FindingKind = {
  code: "label-missing-from-split",
  severity: "warning",
  rule: "every label has examples in every split",
  expected: "every label",
};

/** Groups that lie in more than one split, and labels that some split lacks. */
export function splitFindings(items: readonly MeasuredExample[]): readonly Finding[] {
  return [...groupsAcrossSplits(items), ...labelsMissing(items)];
}

function groupsAcrossSplits(items: readonly MeasuredExample[]): readonly Finding[] {
  const groups = groupBy(items, (item) => item.example.group);
  const leaking = [...groups].filter(([, group]) => splitCount(group) > 1).map(([name]) => name);
  if (leaking.length === 0) return [];
  const message =
    `Groups in more than one split: ${leaking.length} of ${groups.size}; ` +
    "a model is tested on groups that it was trained with.";
  return [
    datasetFinding(groupLeak, {
      observed: leaking.length,
      count: leaking.length,
      message,
      examples: leaking,
    }),
  ];
}

function labelsMissing(items: readonly MeasuredExample[]): readonly Finding[] {
  const splits = groupBy(items, (item) => item.example.split);
  const labels = [...groupBy(items, (item) => item.example.label).keys()];
  if (splits.size < 2) return [];
  const sightings = [...splits].flatMap(([split, group]) => {
    const present = new Set(group.map((item) => item.example.label));
    const missing = labels.filter((label) => !present.has(label));
    if (missing.length === 0) return [];
    const message = `The split ${split} lacks ${missing.length} of ${labels.length} labels.`;
    return [{ subject: split, observed: missing.length, message, examples: missing }];
  });
  return findingsFor(missingLabel, sightings, (count) => `${count} splits lack some label.`);
}
