import type { Finding } from "../../model/finding.ts";
import { splitCount } from "../find-duplicates.ts";
import { groupBy, groupByEach } from "../group-by.ts";
import { type ExampleItem, itemLabels } from "../measured-example.ts";
import type { FindingKind } from "./finding-set.ts";
import { datasetFinding, findingsFor, idsOf, namedAtMost } from "./finding-set.ts";

/** Groups that the message names. */
const namedCount = 5;

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
export function splitFindings(items: readonly ExampleItem[]): readonly Finding[] {
  return [...groupsAcrossSplits(items), ...labelsMissing(items)];
}

function groupsAcrossSplits(items: readonly ExampleItem[]): readonly Finding[] {
  const groups = groupBy(items, (item) => item.example.group);
  const leaking = [...groups].filter(([, group]) => splitCount(group) > 1);
  if (leaking.length === 0) return [];
  const message =
    `Groups in more than one split: ${leaking.length} of ${groups.size} (${namesOf(leaking)}); ` +
    "a model is tested on groups that it was trained with.";
  return [
    datasetFinding(groupLeak, {
      observed: leaking.length,
      count: leaking.length,
      message,
      examples: leaking.flatMap(([, group]) => oneOfEachSplit(group)),
    }),
  ];
}

/** The first few names, as text. */
function namesOf(groups: readonly (readonly [string, unknown])[]): string {
  const named = groups.slice(0, namedCount).map(([name]) => name);
  return [...named, ...(groups.length > namedCount ? ["..."] : [])].join(", ");
}

function oneOfEachSplit(group: readonly ExampleItem[]): readonly string[] {
  return [...groupBy(group, (item) => item.example.split).values()].flatMap((items) =>
    idsOf(items.slice(0, 1)),
  );
}

function labelsMissing(items: readonly ExampleItem[]): readonly Finding[] {
  const splits = groupBy(items, (item) => item.example.split);
  const labels = [...groupByEach(items, itemLabels).keys()];
  if (splits.size < 2) return [];
  const sightings = [...splits].flatMap(([split, group]) => {
    const present = new Set(group.flatMap(itemLabels));
    const missingCount = labels.length - present.size;
    if (missingCount === 0) return [];
    const message = `The split ${split} lacks ${missingCount} of ${labels.length} labels.`;
    const examples = firstMissing(labels, present);
    return [{ subject: split, observed: missingCount, message, examples, count: missingCount }];
  });
  return findingsFor(missingLabel, sightings, (count) => `${count} splits lack some label.`);
}

/** Not all of them: of thousands of splits and labels these would be millions. */
function firstMissing(labels: readonly string[], present: ReadonlySet<string | null>): readonly string[] {
  const missing: string[] = [];
  for (const label of labels) {
    if (missing.length === namedAtMost) break;
    if (!present.has(label)) missing.push(label);
  }
  return missing;
}
