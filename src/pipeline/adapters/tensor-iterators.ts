import type { StageKind } from "../../model/pipeline-profile.ts";
import type { ObservedStage } from "../observed-part.ts";

/** An iterator of tf.data as TensorFlow.js builds it; which fields it has says what it does. */
export interface TensorIterator {
  next(): Promise<IteratorResult<unknown>>;
  readonly upstream?: TensorIterator;
  /** Of a zip: iterators within arrays and dictionaries. */
  readonly iterators?: unknown;
  /** Of a chain, such as a repeated dataset: its parts one after the other. */
  moreIterators?: TensorIterator;
  transform?: (value: unknown) => unknown;
  predicate?: (value: unknown) => unknown;
  /** Of a source: gives the next element. */
  nextFn?: () => unknown;
  readonly items?: readonly unknown[];
  readonly batchSize?: number;
  readonly bufferSize?: number;
  readonly windowSize?: number;
  readonly maxCount?: number;
  readonly outputQueue?: unknown;
  readonly lastRead?: unknown;
}

/** An iterator that is a stage, with those that feed it. */
export interface FoundStage {
  readonly iterator: TensorIterator;
  readonly kind: StageKind;
  /** What it is called when nobody has named it. */
  readonly label: string;
  /** Elements of a batch or of a full buffer; 1 for others. */
  readonly size: number;
  /** Calls that may be under way at once. */
  readonly slotCount: number;
  readonly feeds: readonly FoundStage[];
}

/**
 * Finds the stages behind an iterator of tf.data, by the fields that its classes have; what has none of them is a source.
 * @param pullCount elements that are asked for at once from below: a prefetch makes the stages above it overlap
 */
export function findStages(iterator: TensorIterator, pullCount = 1): FoundStage {
  const { upstream } = iterator;
  if (iterator.moreIterators !== undefined) return chain(iterator);
  if (iterator.iterators !== undefined) return zip(iterator);
  if (!isIterator(upstream))
    return found(iterator, { kind: "source", label: "source", slotCount: pullCount });
  if (iterator.transform !== undefined) return transform(iterator, upstream, pullCount);
  const feed = (count: number): readonly FoundStage[] => [findStages(upstream, count)];
  if (iterator.predicate !== undefined)
    return found(iterator, { kind: "filter", label: "filter", feeds: feed(1) });
  if (iterator.windowSize !== undefined) {
    const size = iterator.windowSize;
    return found(iterator, { kind: "shuffle", label: "shuffle", size, feeds: feed(size) });
  }
  if (iterator.bufferSize !== undefined) {
    const size = iterator.bufferSize;
    return found(iterator, { kind: "prefetch", label: "prefetch", size, slotCount: size, feeds: feed(size) });
  }
  if (iterator.maxCount !== undefined) {
    const isSkip = iterator.lastRead !== undefined;
    return found(iterator, {
      kind: "filter",
      label: isSkip ? "skip" : "take",
      feeds: feed(isSkip ? 1 : pullCount),
    });
  }
  // What only guards or serialises what is above is no stage.
  return findStages(upstream, iterator.lastRead === undefined ? pullCount : 1);
}

function transform(iterator: TensorIterator, upstream: TensorIterator, pullCount: number): FoundStage {
  const size = upstream.batchSize;
  if (size !== undefined && isIterator(upstream.upstream)) {
    // A batch is made in two steps: elements are collected, then their columns are stacked.
    const feeds = [findStages(upstream.upstream)];
    return found(iterator, { kind: "batch", label: "batch", size, feeds });
  }
  if (iterator.outputQueue !== undefined) {
    return found(iterator, { kind: "flatMap", label: "flatMap", feeds: [findStages(upstream)] });
  }
  const name = iterator.transform?.name ?? "";
  return found(iterator, {
    kind: "map",
    label: name === "" ? "map" : name,
    slotCount: isAsynchronous(iterator) ? pullCount : 1,
    feeds: [findStages(upstream, pullCount)],
  });
}

function zip(iterator: TensorIterator): FoundStage {
  const feeds = iteratorsIn(iterator.iterators).map((branch) => findStages(branch));
  return found(iterator, { kind: "zip", label: "zip", feeds });
}

/** A repeated dataset has one part that comes again and again; concatenated ones have several. */
function chain(iterator: TensorIterator): FoundStage {
  const parts = (iterator.moreIterators?.items ?? []).filter(isIterator);
  const kind = parts.length === 1 ? "repeat" : "concatenate";
  return found(iterator, { kind, label: kind, feeds: parts.map((part) => findStages(part)) });
}

function found(
  iterator: TensorIterator,
  what: Pick<FoundStage, "kind" | "label"> & Partial<FoundStage>,
): FoundStage {
  return { iterator, size: 1, slotCount: 1, feeds: [], ...what };
}

function isAsynchronous(iterator: TensorIterator): boolean {
  return (
    /async/i.test(iterator.constructor.name) || /^Async/.test(iterator.transform?.constructor.name ?? "")
  );
}

/** Whether `value` is an iterator of tf.data. */
export function isIterator(value: unknown): value is TensorIterator {
  return typeof value === "object" && value !== null && typeof (value as TensorIterator).next === "function";
}

function iteratorsIn(container: unknown): readonly TensorIterator[] {
  if (isIterator(container)) return [container];
  return typeof container === "object" && container !== null
    ? Object.values(container).flatMap(iteratorsIn)
    : [];
}

/** Stages in order, those that feed others before them. */
export function inOrder(last: FoundStage): readonly FoundStage[] {
  return [...last.feeds.flatMap(inOrder), last];
}

/**
 * Looks into chains: the iterators of a repeated dataset are made one by one, when they are needed. The first is made now, and
 * handed out when its turn comes.
 * @param onPart told of each part of each chain as it begins, the one made now included
 */
export async function openChains(
  iterator: TensorIterator,
  onPart: (part: TensorIterator, index: number) => void | Promise<void>,
): Promise<void> {
  for (const upstream of [iterator.upstream, ...iteratorsIn(iterator.iterators ?? null)]) {
    if (isIterator(upstream)) await openChains(upstream, onPart);
  }
  const { moreIterators } = iterator;
  if (moreIterators === undefined || moreIterators.items !== undefined) return;
  const first = await moreIterators.next();
  if (first.done || !isIterator(first.value)) return;
  await openChains(first.value, () => {});
  let partIndex = 0;
  iterator.moreIterators = {
    items: [first.value],
    async next() {
      const index = partIndex++;
      const part = index === 0 ? first : await moreIterators.next();
      if (!part.done && isIterator(part.value)) await onPart(part.value, index);
      return part;
    },
  };
}

/** A stage as the profile names it. */
export function stageOf({ kind, slotCount, size }: FoundStage, name: string): ObservedStage {
  return { name, kind, concurrency: slotCount, size };
}
