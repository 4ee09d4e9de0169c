import { compareText } from "./measured-example.ts";

/** `items` by the text that `keyOf` gives, keys in order; items without a key (null) are left out. */
export function groupBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string | null,
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === null) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return new Map([...groups].sort(([a], [b]) => compareText(a, b)));
}

/** `items` by each of the texts that `keysOf` gives, keys in order: an item is in as many groups as it has keys. */
export function groupByEach<Item>(
  items: readonly Item[],
  keysOf: (item: Item) => readonly string[],
): ReadonlyMap<string, readonly Item[]> {
  const pairs = items.flatMap((item) => keysOf(item).map((key) => ({ key, item })));
  const groups = groupBy(pairs, ({ key }) => key);
  return new Map([...groups].map(([key, group]) => [key, group.map(({ item }) => item)]));
}

/** How many `items` have each key, keys in order; items without a key (null) are left out. */
export function countBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string | null,
): Readonly<Record<string, number>> {
  return mapToRecord(groupBy(items, keyOf), (group) => group.length);
}

/** A record with the same keys and `change` of each value. */
export function mapToRecord<Value, Changed>(
  map: ReadonlyMap<string, Value>,
  change: (value: Value) => Changed,
): Readonly<Record<string, Changed>> {
  // Object.fromEntries defines keys and never assigns them, so a label named __proto__ is a label like any other.
  return Object.fromEntries([...map].map(([key, value]) => [key, change(value)]));
}
