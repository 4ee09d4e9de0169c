import type { Example } from "../../model/example.ts";
import type { Finding } from "../../model/finding.ts";
import { momentsOf, varianceShareBetween } from "../../stats/moments.ts";
import { groupBy } from "../group-by.ts";
import type { MeasuredExample } from "../measured-example.ts";
import type { FindingKind } from "./finding-set.ts";
import { datasetFinding } from "./finding-set.ts";

/** Share of the variance of levels from which a label or group can be told by loudness alone. */
const shareLimit = 0.5;
/** Clips per class needed on average: with fewer, classes share variance by chance. */
const clipsPerClass = 5;

/** Level by label, or by group. */
interface Grouping {
  readonly kind: FindingKind;
  readonly noun: string;
  readonly keyOf: (example: Example) => string | null;
  readonly consequence: string;
}

const rule = (noun: string): string =>
  `share of the variance of RMS level (dB) between ${noun}s (eta squared) below ${shareLimit}`;

const groupings: readonly Grouping[] = [
  {
    kind: { code: "level-follows-label", severity: "warning", rule: rule("label"), expected: shareLimit },
    noun: "label",
    keyOf: (example) => example.label,
    consequence: "a model may learn loudness instead of sound; normalise levels or vary them",
  },
  {
    kind: { code: "level-follows-group", severity: "warning", rule: rule("group"), expected: shareLimit },
    noun: "group",
    keyOf: (example) => example.group,
    consequence: "a model may learn the group; normalise levels, and split by group",
  },
];

/** Labels or groups that can be told by level alone. */
export function levelShortcuts(items: readonly MeasuredExample[]): readonly Finding[] {
  return groupings.flatMap((grouping) => levelShortcut(items, grouping));
}

function levelShortcut(items: readonly MeasuredExample[], grouping: Grouping): readonly Finding[] {
  const levels = items.flatMap(({ example, measurement }) => {
    const decibels = measurement?.signal?.rootMeanSquareDecibels ?? null;
    const key = grouping.keyOf(example);
    return decibels === null || key === null ? [] : [{ key, decibels }];
  });
  const byKey = groupBy(levels, ({ key }) => key);
  if (byKey.size < 2 || levels.length < clipsPerClass * byKey.size) return [];
  const share = varianceShareBetween(
    [...byKey.values()].map((group) => momentsOf(group.map(({ decibels }) => decibels))),
  );
  if (share === null || share < shareLimit) return [];
  const percent = Math.round(100 * share);
  const message = `${percent}% of the differences in level are between ${grouping.noun}s: ${grouping.consequence}.`;
  return [
    datasetFinding(grouping.kind, {
      observed: share,
      count: byKey.size,
      message,
      examples: [...byKey.keys()],
    }),
  ];
}
