import { isPending } from "../operator.ts";
import type { StageProbe } from "../probe.ts";
import { readTensors } from "./read-tensors.ts";
import type { FoundStage, TensorIterator } from "./tensor-iterators.ts";

/** What watching the iterators of one run shares. */
export interface IteratorWatch {
  /** Waits within each call for the device to have made its tensors. */
  readonly readsTensors: boolean;
  /** Told of an element on which a stage throws. */
  readonly onFailure: (failure: {
    readonly probe: StageProbe;
    readonly input: unknown;
    readonly thrown: unknown;
  }) => void;
}

/** A stage and its watcher. */
export interface WatchedStage {
  readonly stage: FoundStage;
  readonly probe: StageProbe;
}

/**
 * Watches the iterators behind `last` from outside: replaces, on these objects alone, what each calls and how its elements are
 * asked for. They go on to work as they do; each element passes one more promise per stage.
 * @param watch.reader watcher of the stage that asks for the elements of `last`; none where that is no stage
 */
export function watchIterators(
  stages: readonly WatchedStage[],
  last: FoundStage,
  { reader: lastReader, ...watch }: IteratorWatch & { readonly reader?: StageProbe | undefined },
): void {
  const probes = new Map(stages.map(({ stage, probe }) => [stage, probe]));
  const attach = (stage: FoundStage, reader: StageSlots | undefined): void => {
    const slots = new StageSlots(probes.get(stage)!, stage.slotCount);
    watchCalls(stage, slots, watch);
    watchElements(stage.iterator, slots.probe, reader);
    for (const feed of stage.feeds) attach(feed, slots);
  };
  attach(last, lastReader && new StageSlots(lastReader, 1));
}

/** The slots of a stage: tf.data may ask for more elements at once than a stage works on. */
class StageSlots {
  readonly probe: StageProbe;
  readonly #slotCount: number;
  #waitingCount = 0;
  #servingCount = 0;

  constructor(probe: StageProbe, slotCount: number) {
    this.probe = probe;
    this.#slotCount = slotCount;
  }

  waits(): void {
    this.#waitingCount++;
    this.probe.starving(this.#starving());
  }

  took(): void {
    this.#waitingCount--;
    this.probe.took(this.#starving());
  }

  serves(by: 1 | -1): void {
    this.#servingCount += by;
    if (this.#waitingCount > 0) this.probe.starving(this.#starving());
  }

  #starving(): number {
    return Math.max(0, Math.min(this.#waitingCount, this.#slotCount - this.#servingCount));
  }
}

function watchElements(iterator: TensorIterator, probe: StageProbe, reader: StageSlots | undefined): void {
  const next = iterator.next.bind(iterator);
  iterator.next = () => {
    reader?.waits();
    return next().then(
      (result) => {
        if (!result.done) probe.emitted(result.value);
        reader?.took();
        return result;
      },
      (thrown: unknown) => {
        reader?.took();
        throw thrown;
      },
    );
  };
}

/** Watches the function that a stage calls: of a source, the one that gives elements. */
function watchCalls({ iterator, kind }: FoundStage, slots: StageSlots, watch: IteratorWatch): void {
  const watched = <Fn extends (value: never) => unknown>(fn: Fn): Fn => watchFunction(fn, slots, watch);
  if (iterator.transform !== undefined) iterator.transform = watched(iterator.transform);
  if (iterator.predicate !== undefined) iterator.predicate = watched(iterator.predicate);
  if (kind !== "source") return;
  if (iterator.nextFn !== undefined) iterator.nextFn = watched(iterator.nextFn);
  else if (iterator.items !== undefined) iterator.next = watchSynchronous(iterator, slots.probe);
  else iterator.next = watched(iterator.next.bind(iterator)) as TensorIterator["next"];
}

/** An asynchronous function of tf.data whose work is all done when it comes back. */
function watchSynchronous(iterator: TensorIterator, probe: StageProbe): TensorIterator["next"] {
  const next = iterator.next.bind(iterator);
  return () => {
    const callIndex = probe.began();
    const result = next();
    probe.returned(callIndex, false);
    return result;
  };
}

function watchFunction<Fn extends (value: never) => unknown>(
  fn: Fn,
  slots: StageSlots,
  { readsTensors, onFailure }: IteratorWatch,
): Fn {
  const { probe } = slots;
  const settle = (callIndex: number, outcome: unknown): unknown => {
    if (readsTensors) {
      probe.tookOver();
      readTensors(outcome);
      probe.gaveWay();
    }
    slots.serves(-1);
    if (isEnd(outcome)) probe.cancelled(callIndex);
    else probe.settled(callIndex);
    return outcome;
  };
  const watched = (value: never): unknown => {
    slots.serves(1);
    const callIndex = probe.began();
    let isLater = false;
    try {
      const outcome = fn(value);
      isLater = isPending(outcome);
      if (!isLater && readsTensors) readTensors(outcome);
      if (!isLater) return outcome;
      return (outcome as Promise<unknown>).then(
        (later) => settle(callIndex, later),
        (thrown: unknown) => {
          slots.serves(-1);
          probe.cancelled(callIndex);
          onFailure({ probe, input: value, thrown });
          throw thrown;
        },
      );
    } catch (thrown) {
      onFailure({ probe, input: value, thrown });
      throw thrown;
    } finally {
      probe.returned(callIndex, isLater);
      if (!isLater) slots.serves(-1);
    }
  };
  return watched as Fn;
}

function isEnd(outcome: unknown): boolean {
  return typeof outcome === "object" && outcome !== null && (outcome as { done?: unknown }).done === true;
}
