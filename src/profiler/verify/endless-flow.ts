import type { Flow } from "../../pipeline/flow.ts";
import type { OpenSource, SourceSpec, StageSpec } from "../../pipeline/stage-spec.ts";

/** More epochs than anybody waits for. */
const manyEpochs = 1_000_000;

/** A flow that does not end by itself, and whether its source has come to an end once. */
export interface EndlessFlow {
  readonly flow: Flow<unknown>;
  hasSeenAll(): boolean;
}

/**
 * The same flow over its source again and again. With a cache each pass is an epoch, as a cache needs; without one the source alone
 * begins anew, and nothing drains in between.
 */
export function endlessFlow(flow: Flow<unknown>): EndlessFlow {
  let hasEnded = false;
  const onEnd = (): void => {
    hasEnded = true;
  };
  const needsEpochs = flow.stages.some(({ kind }) => kind === "cache");
  const stages = flow.stages.map((spec): StageSpec => {
    if (spec.kind === "repeat") return { ...spec, epochCount: manyEpochs };
    return spec.kind === "source" ? endlessSource(spec, needsEpochs, onEnd) : spec;
  });
  return { flow: { ...flow, stages }, hasSeenAll: () => hasEnded };
}

function endlessSource(spec: SourceSpec, isOnce: boolean, onEnd: () => void): SourceSpec {
  return { ...spec, open: () => passes(spec.open, isOnce, onEnd) };
}

/** Synchronous where the source is: a pull must not begin to wait for that. */
function passes(open: OpenSource, isOnce: boolean, onEnd: () => void): ReturnType<OpenSource> {
  const first = open();
  return Symbol.iterator in first
    ? syncPasses(first, open as () => Iterable<unknown>, { isOnce, onEnd })
    : asyncPasses(first, open as () => AsyncIterable<unknown>, { isOnce, onEnd });
}

/** How passes end. */
interface Ending {
  readonly isOnce: boolean;
  readonly onEnd: () => void;
}

function* syncPasses(
  first: Iterable<unknown>,
  open: () => Iterable<unknown>,
  { isOnce, onEnd }: Ending,
): Generator<unknown> {
  for (let elements = first; ; elements = open()) {
    let isEmpty = true;
    for (const element of elements) {
      isEmpty = false;
      yield element;
    }
    onEnd();
    if (isOnce || isEmpty) return;
  }
}

async function* asyncPasses(
  first: AsyncIterable<unknown>,
  open: () => AsyncIterable<unknown>,
  { isOnce, onEnd }: Ending,
): AsyncGenerator<unknown> {
  for (let elements = first; ; elements = open()) {
    let isEmpty = true;
    for await (const element of elements) {
      isEmpty = false;
      yield element;
    }
    onEnd();
    if (isOnce || isEmpty) return;
  }
}
