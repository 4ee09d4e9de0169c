import { type Eventually, end, isPending, type Operator, type Pulled } from "../operator.ts";
import type { StageProbe } from "../probe.ts";

/** A kept epoch: its elements, and `end` behind them once it is whole. */
type Kept = unknown[];

/**
 * Keeps the elements of the first epoch that runs to its end. Later epochs read them and never open what is above.
 * @param kept shared by all epochs of a run
 */
export function openCache(
  kept: Kept,
  openAbove: () => Operator<unknown>,
  probe: StageProbe | undefined,
): Operator<unknown> {
  return kept.at(-1) === end ? replay(kept, probe) : record(kept, openAbove(), probe);
}

function record(kept: Kept, above: Operator<unknown>, probe: StageProbe | undefined): Operator<unknown> {
  kept.length = 0;
  const keep = (input: Pulled<unknown>): Pulled<unknown> => {
    probe?.took(0);
    if (kept.at(-1) !== end) kept.push(input);
    if (input !== end) probe?.emitted(input);
    return input;
  };
  const pull = (): Eventually<Pulled<unknown>> => {
    probe?.starving(1);
    const input = above.pull();
    return isPending(input) ? input.then(keep) : keep(input);
  };
  return { pull, close: () => above.close() };
}

function replay(kept: Kept, probe: StageProbe | undefined): Operator<unknown> {
  let index = 0;
  const pull = (): Pulled<unknown> => {
    const value = kept[index] as Pulled<unknown>;
    if (value === end) return end;
    index++;
    probe?.emitted(value);
    return value;
  };
  return { pull, close: async () => {} };
}
