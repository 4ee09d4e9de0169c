import { groupBy, groupByEach, mapToRecord } from "./group-by.ts";
import { type ExampleItem, itemLabels, type MeasuredExample } from "./measured-example.ts";

/** Labels, and splits, that have facts of their own at most: a report shall not grow with its dataset. */
const mostLabels = 200;
const mostSplits = 20;

/** Examples by a field, the most frequent of its values by name. */
interface Partition<Item> {
  /** In order of the value. */
  readonly named: ReadonlyMap<string, readonly Item[]>;
  /** Those of all other values together; those without a value are in neither. */
  readonly others: readonly Item[];
}

/** The examples of a dataset as a whole, by label and by split. */
export interface Partitions<Item = MeasuredExample> {
  readonly all: readonly Item[];
  readonly byLabel: Partition<Item>;
  readonly bySplit: Partition<Item>;
}

/** Some fact by label and by split; `other...` where there are more than have their own, `bySplit` where there are splits. */
export interface PartitionedFact<Fact> {
  readonly byLabel: Readonly<Record<string, Fact>>;
  readonly otherLabels?: Fact;
  readonly bySplit?: Readonly<Record<string, Fact>>;
  readonly otherSplits?: Fact;
}

/** Divides `items` by label and by split. */
export function partitionsOf<Item extends ExampleItem>(items: readonly Item[]): Partitions<Item> {
  return {
    all: items,
    byLabel: partition(groupByEach(items, itemLabels), mostLabels),
    bySplit: partition(
      groupBy(items, ({ example }) => example.split),
      mostSplits,
    ),
  };
}

function partition<Item>(byName: ReadonlyMap<string, readonly Item[]>, most: number): Partition<Item> {
  const groups = [...byName];
  if (groups.length <= most) return { named: new Map(groups), others: [] };
  // The sort is stable, so that of equally frequent values the first by name have their own.
  const frequent = [...groups].sort(([, a], [, b]) => b.length - a.length).slice(0, most);
  const kept = new Set(frequent.map(([name]) => name));
  return {
    named: new Map(groups.filter(([name]) => kept.has(name))),
    others: groups.filter(([name]) => !kept.has(name)).flatMap(([, group]) => group),
  };
}

/** What `summarize` says of each part. */
export function summarizeParts<Fact, Item = MeasuredExample>(
  { byLabel, bySplit }: Partitions<Item>,
  summarize: (items: readonly Item[]) => Fact,
): PartitionedFact<Fact> {
  return {
    byLabel: mapToRecord(byLabel.named, summarize),
    ...(byLabel.others.length === 0 ? {} : { otherLabels: summarize(byLabel.others) }),
    ...(bySplit.named.size === 0 ? {} : { bySplit: mapToRecord(bySplit.named, summarize) }),
    ...(bySplit.others.length === 0 ? {} : { otherSplits: summarize(bySplit.others) }),
  };
}
