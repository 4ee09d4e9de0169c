import { type Eventually, end, isPending, type Operator, type Pulled } from "../operator.ts";
import type { StageProbe } from "../probe.ts";
import { stageError } from "../stage-error.ts";
import type { BatchSpec } from "../stage-spec.ts";

/** Groups elements in order; a call is the making of one batch from its elements. */
export function openBatch(
  spec: BatchSpec,
  above: Operator<unknown>,
  probe: StageProbe | undefined,
): Operator<unknown> {
  const collate = spec.collate as ((elements: unknown[]) => unknown) | null;
  let elements: unknown[] = [];
  let batchIndex = 0;

  /** Whether the batch is complete, or will not become so. */
  function add(input: Pulled<unknown>): boolean {
    probe?.took(0);
    if (input === end) return true;
    elements.push(input);
    return elements.length === spec.size;
  }

  function finish(): Pulled<unknown> {
    const group = elements;
    elements = [];
    if (group.length === 0 || (spec.dropRemainder && group.length < spec.size)) return end;
    const index = batchIndex++;
    const callIndex = probe?.began() ?? 0;
    try {
      const batch = collate === null ? group : collate(group);
      probe?.returned(callIndex, false);
      probe?.emitted(batch);
      return batch;
    } catch (thrown) {
      throw stageError(spec.name, null, index, thrown);
    }
  }

  function pull(): Eventually<Pulled<unknown>> {
    for (;;) {
      probe?.starving(1);
      const input = above.pull();
      if (isPending(input)) return input.then((later) => (add(later) ? finish() : pull()));
      if (add(input)) return finish();
    }
  }

  return { pull, close: () => above.close() };
}
