import type { NeighbourCheck, ReviewItem } from "../model/label-review.ts";
import { type NeighbourVote, neighbourVotes } from "../stats/neighbour-votes.ts";
import { seededHash } from "../stats/seeded-hash.ts";
import type { CopyGroup } from "./find-duplicates.ts";
import { groupBy } from "./group-by.ts";
import type { ExampleItem } from "./measured-example.ts";

/** Neighbours that are asked. */
const neighbourCount = 10;
/** Examples among which neighbours are looked for at most: all pairs of a million would take days. */
const mostReferences = 4000;
/** Balanced accuracy, over chance, from which neighbours tell something of labels. */
const tellingGain = 0.2;
/** Share of neighbours, weighed, that another label must have, and its own at most. */
const leastOther = 0.4;
const mostOwn = 0.05;
/** Neighbours and copies that are named, to be heard beside the suspect. */
const shownNeighbours = 3;

/** Where examples lie in feature space, and what they are called. */
export interface LabelledSpace {
  /** What of an example says how like it is to others; null where it is not known. */
  readonly featuresOf: (id: string) => readonly number[] | null;
  /** What one is called, and what copies of one share. */
  readonly words: { readonly many: string; readonly copied: string };
}

interface Point {
  readonly item: ExampleItem;
  readonly features: readonly number[];
  readonly label: string;
}

/**
 * Examples of one label whose nearest neighbours in feature space are of another. Named only where neighbours tell labels at all; confident learning's
 * thresholds (Northcutt et al. 2021) then hold each label to what is usual for it.
 */
export function labelSuspects(
  items: readonly ExampleItem[],
  { featuresOf, words }: LabelledSpace,
): {
  readonly check: NeighbourCheck;
  readonly suspects: readonly ReviewItem[];
} {
  const points = items.flatMap((item): Point[] => {
    const { example } = item;
    const features = featuresOf(example.id);
    return features === null || example.label === null || example.labels !== undefined
      ? []
      : [{ item, features, label: example.label }];
  });
  const references = referencesOf(points);
  const votes = neighbourVotes(
    points,
    references,
    Math.min(neighbourCount, Math.max(1, references.length - 1)),
  );
  const check = checkOf(points, votes);
  if (!check.isTelling) return { check, suspects: [] };
  const usual = usualShares(points, votes);
  const suspects = points.flatMap((point, index) =>
    suspectOf(point, votes[index]!, { points, usual, words }),
  );
  return { check, suspects: [...suspects].sort((a, b) => b.strength - a.strength) };
}

/** Where neighbours are looked for: all, or as many as time allows, whichever the seedless hash of their names puts first. */
function referencesOf(points: readonly Point[]): readonly number[] {
  const indices = points.map((_, index) => index);
  if (points.length <= mostReferences) return indices;
  const place = points.map(({ item }) => seededHash(item.example.id, 0));
  return indices.sort((a, b) => place[a]! - place[b]!).slice(0, mostReferences);
}

function checkOf(points: readonly Point[], votes: readonly NeighbourVote[]): NeighbourCheck {
  const rightly = points.map(({ label }, index) => ({
    label,
    isRight: winnerOf(votes[index]!)?.label === label,
  }));
  const byLabel = [...groupBy(rightly, ({ label }) => label).values()];
  const chance = byLabel.length === 0 ? 1 : 1 / byLabel.length;
  const balancedAccuracy =
    byLabel.reduce((sum, same) => sum + same.filter(({ isRight }) => isRight).length / same.length, 0) /
    Math.max(1, byLabel.length);
  const isTelling = byLabel.length > 1 && balancedAccuracy >= chance + tellingGain * (1 - chance);
  return { count: points.length, neighbourCount, balancedAccuracy, chance, isTelling };
}

function winnerOf({ shares }: NeighbourVote): { readonly label: string; readonly share: number } | null {
  let winner: { label: string; share: number } | null = null;
  for (const [label, share] of shares) if (winner === null || share > winner.share) winner = { label, share };
  return winner;
}

/** Mean share that a label has among the neighbours of its own examples. */
function usualShares(points: readonly Point[], votes: readonly NeighbourVote[]): ReadonlyMap<string, number> {
  const own = points.map(({ label }, index) => ({ label, share: votes[index]!.shares.get(label) ?? 0 }));
  return new Map(
    [...groupBy(own, ({ label }) => label)].map(([label, same]) => [
      label,
      same.reduce((sum, { share }) => sum + share, 0) / same.length,
    ]),
  );
}

function suspectOf(
  { item, label }: Point,
  vote: NeighbourVote,
  {
    points,
    usual,
    words,
  }: Pick<LabelledSpace, "words"> & {
    readonly points: readonly Point[];
    readonly usual: ReadonlyMap<string, number>;
  },
): readonly ReviewItem[] {
  const winner = winnerOf(vote);
  const own = vote.shares.get(label) ?? 0;
  if (winner === null || winner.label === label || winner.share < leastOther || own > mostOwn) return [];
  if (winner.share < (usual.get(winner.label) ?? 1)) return [];
  const neighbours = vote.neighbours.map((index) => points[index]!);
  const agreeing = neighbours.filter((one) => one.label === winner.label).length;
  return [
    {
      id: item.example.id,
      label,
      reason: "neighbours-disagree",
      proposedLabel: winner.label,
      strength: winner.share - own,
      evidence: `${agreeing} of its ${neighbours.length} nearest ${words.many} are ${winner.label}, ${neighbours.filter((one) => one.label === label).length} are ${label}`,
      neighbours: neighbours
        .slice(0, shownNeighbours)
        .map((one) => ({ id: one.item.example.id, label: one.label })),
    },
  ];
}

/** Copies of one recording or picture, equal or near, that have different labels: each example of such a group. */
export function copyConflicts(
  items: readonly ExampleItem[],
  copies: readonly CopyGroup[],
  { copied }: LabelledSpace["words"],
): readonly ReviewItem[] {
  const byId = new Map(items.map((item) => [item.example.id, item.example]));
  const seen = new Set<string>();
  return copies.flatMap((ids) => {
    const labels = new Set(ids.map((id) => byId.get(id)?.label ?? null));
    if (labels.size < 2) return [];
    return ids.flatMap((id): ReviewItem[] => {
      if (seen.has(id)) return [];
      seen.add(id);
      const others = ids.filter((other) => other !== id).slice(0, shownNeighbours);
      return [
        {
          id,
          label: byId.get(id)?.label ?? null,
          reason: "copies-disagree",
          proposedLabel: null,
          strength: 1,
          evidence: `the same ${copied} is labelled ${[...labels].map((label) => label ?? "(none)").join(" and ")}`,
          neighbours: others.map((other) => ({ id: other, label: byId.get(other)?.label ?? null })),
        },
      ];
    });
  });
}
