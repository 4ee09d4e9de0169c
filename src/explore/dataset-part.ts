import type { DatasetPart, MeasuredClip, PartHead, Shard } from "../model/dataset-part.ts";
import { SoundingsError } from "../model/errors.ts";
import { compareText } from "./measured-example.ts";

/** The part that holds nothing yet: the identity of `mergeParts` among parts of this head. */
export function emptyPart(head: PartHead): DatasetPart {
  return { ...headOf(head), shards: [], clips: [] };
}

function headOf({ schemaVersion, tool, source, options, method, shardCount, listing }: PartHead): PartHead {
  return { schemaVersion, tool, source, options, method, shardCount, listing };
}

/** The items of a shard: every `count`-th, so that labels and folders spread evenly over the shards. */
export function itemsOfShard<Item>(items: readonly Item[], { number, count }: Shard): readonly Item[] {
  return items.filter((_, index) => index % count === number - 1);
}

/**
 * All that two parts of one dataset hold. Commutative, associative and idempotent, and exact: the union of what was measured.
 * @throws SoundingsError ("usage") when they are not parts of one whole, or contradict each other
 */
export function mergeParts(a: DatasetPart, b: DatasetPart): DatasetPart {
  return { ...mergedShards(a, b), clips: unionOf(a.clips, b.clips, clipId) };
}

function clipId({ measurement }: MeasuredClip): string {
  return measurement.exampleId;
}

/** The head of a part, and which shards it holds. */
type ShardsOfPart = PartHead & Pick<DatasetPart, "shards">;

/**
 * What two parts have in common, and the shards of both.
 * @throws SoundingsError ("usage") when they are not parts of one whole
 */
export function mergedShards(a: ShardsOfPart, b: ShardsOfPart): ShardsOfPart {
  const difference = whyApart(a, b);
  if (difference !== null) {
    throw new SoundingsError("usage", `these are no parts of one whole: ${difference}`, {
      hint: "make all shards anew, with the same options and version, from the same files",
    });
  }
  return {
    ...headOf(a),
    shards: [...new Set([...a.shards, ...b.shards])].sort((x, y) => x - y),
  };
}

/** Numbers of the shards that `part` lacks, ascending. */
export function missingShards({
  shards,
  shardCount,
}: Pick<DatasetPart, "shards" | "shardCount">): readonly number[] {
  const held = new Set(shards);
  return Array.from({ length: shardCount }, (_, index) => index + 1).filter((shard) => !held.has(shard));
}

/** What keeps two parts from being parts of one whole, as words that name both sides; null when nothing does. */
export function whyApart(a: PartHead, b: PartHead): string | null {
  if (!isSame(a.tool, b.tool))
    return `made by ${a.tool.name} ${a.tool.version} and ${b.tool.name} ${b.tool.version}`;
  if (a.source !== b.source) return `of ${a.source} and of ${b.source}`;
  const [kind, other] = [a, b].map(({ listing }) => listing.kind ?? "audio");
  if (kind !== other) return `of ${kind} and of ${other}`;
  if (a.shardCount !== b.shardCount) return `cut into ${a.shardCount} and into ${b.shardCount} shards`;
  const names = [...new Set([...Object.keys(a.options), ...Object.keys(b.options)])].sort(compareText);
  const option = names.find((name) => a.options[name] !== b.options[name]);
  if (option !== undefined) {
    return `made with ${option} ${saying(a.options[option])} and ${saying(b.options[option])}`;
  }
  if (a.method !== b.method) return `measured by different methods, ${a.method} and ${b.method}`;
  return isSame(a.listing, b.listing) ? null : `the files that they list differ: ${listingDifference(a, b)}`;
}

function listingDifference({ listing: a }: PartHead, { listing: b }: PartHead): string {
  if (a.examples.length !== b.examples.length) return `${a.examples.length} and ${b.examples.length} of them`;
  const index = a.examples.findIndex((example, at) => !isSame(example, b.examples[at]));
  const [mine, other] = [a.examples[index], b.examples[index]];
  if (mine === undefined || other === undefined) return "in what is wrong with them";
  return mine.id === other.id ? `in what is said of ${mine.id}` : `${mine.id} and ${other.id}`;
}

function saying(value: string | number | boolean | null | undefined): string {
  return value === undefined || value === null ? "left out" : JSON.stringify(value);
}

/**
 * The union of two lists of what was measured, sorted by the id of the example.
 * @throws SoundingsError ("usage") when they contradict each other
 */
export function unionOf<Item>(
  a: readonly Item[],
  b: readonly Item[],
  idOf: (item: Item) => string,
): readonly Item[] {
  const byId = new Map(a.map((item) => [idOf(item), item]));
  for (const item of b) {
    const id = idOf(item);
    const before = byId.get(id);
    if (before !== undefined && !isSame(before, item)) {
      throw new SoundingsError("usage", `the parts contradict each other: ${id} measures differently`, {
        hint: "its file changed between the runs, or one of the parts was edited; make both shards anew",
      });
    }
    byId.set(id, before ?? item);
  }
  return [...byId.values()].sort((x, y) => compareText(idOf(x), idOf(y)));
}

/** Whether two values are the same data, whatever the order of their fields. */
function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) {
    // JSON knows one zero: a part that was stored has lost the sign of its zeros.
    return a === b;
  }
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [fieldsOf(a), fieldsOf(b)];
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => key in right && isSame(left[key], right[key]))
  );
}

function fieldsOf(value: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined));
}
