import type { SnapshotExample } from "../model/dataset-snapshot.ts";

/** An example before and now. */
export interface ExamplePair {
  readonly before: SnapshotExample;
  readonly after: SnapshotExample;
}

/** Who is who in two datasets. */
export interface ExampleMatch {
  readonly pairs: readonly ExamplePair[];
  readonly removed: readonly SnapshotExample[];
  readonly added: readonly SnapshotExample[];
}

/**
 * Finds each example of before among those of now: by its id; else by its sound, under another path; else by its path without
 * the extension, which is what a conversion to another format leaves. What is found by neither was removed, or is new.
 */
export function matchExamples(
  before: readonly SnapshotExample[],
  after: readonly SnapshotExample[],
): ExampleMatch {
  const keys: readonly ((example: SnapshotExample) => string | null)[] = [
    ({ id }) => id,
    ({ contentSha, id }) => (contentSha === null ? null : `${contentSha} ${fileName(id)}`),
    ({ contentSha }) => contentSha,
    ({ id }) => stem(id),
  ];
  return keys.reduce<ExampleMatch>(
    (match, key) => {
      const further = pairBy(key, match.removed, match.added);
      return { ...further, pairs: [...match.pairs, ...further.pairs] };
    },
    { pairs: [], removed: before, added: after },
  );
}

/** Pairs what has the same key; of several with one key, the first with the first. */
function pairBy(
  key: (example: SnapshotExample) => string | null,
  before: readonly SnapshotExample[],
  after: readonly SnapshotExample[],
): ExampleMatch {
  const waiting = new Map<string, SnapshotExample[]>();
  for (const example of after) {
    const value = key(example);
    if (value === null) continue;
    const list = waiting.get(value);
    if (list === undefined) waiting.set(value, [example]);
    else list.push(example);
  }
  // Taken from the end, which is cheap: so that the first comes first, the lists are turned.
  for (const list of waiting.values()) list.reverse();
  const pairs: ExamplePair[] = [];
  const removed: SnapshotExample[] = [];
  const taken = new Set<SnapshotExample>();
  for (const example of before) {
    const value = key(example);
    const found = value === null ? undefined : waiting.get(value)?.pop();
    if (found === undefined) removed.push(example);
    else {
      pairs.push({ before: example, after: found });
      taken.add(found);
    }
  }
  return { pairs, removed, added: after.filter((example) => !taken.has(example)) };
}

function fileName(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}

/** The path without the extension of its last part. */
function stem(id: string): string {
  const dot = id.lastIndexOf(".");
  return dot > id.lastIndexOf("/") + 1 ? id.slice(0, dot) : id;
}
