import { type Eventually, end, isPending, type Operator, type Pulled } from "../operator.ts";
import type { RepeatSpec } from "../stage-spec.ts";

/** Opens what is above anew for each epoch. */
export function openRepeat(
  spec: RepeatSpec,
  openEpoch: (epochIndex: number) => Operator<unknown>,
): Operator<unknown> {
  let epochIndex = 0;
  let above: Operator<unknown> | undefined;

  /** Whether there is another epoch after the one that has just ended. */
  function nextEpoch(): boolean {
    epochIndex++;
    above = undefined;
    return epochIndex < spec.epochCount;
  }

  function pull(): Eventually<Pulled<unknown>> {
    while (epochIndex < spec.epochCount) {
      above ??= openEpoch(epochIndex);
      const input = above.pull();
      if (isPending(input))
        return input.then((later) => (later !== end ? later : nextEpoch() ? pull() : end));
      if (input !== end) return input;
      nextEpoch();
    }
    return end;
  }

  return { pull, close: async () => above?.close() };
}
