import { type Eventually, end, isPending, type Operator, type Pulled } from "../operator.ts";
import type { StageProbe } from "../probe.ts";
import { type Calls, dropped, SlotWindow, waiting } from "./slot-window.ts";

/**
 * Runs a function over elements. As long as it answers at once, elements pass straight through and nothing is
 * queued; its first promise turns the stage into a window of slots.
 */
export function openCalls(
  calls: Calls,
  above: Operator<unknown>,
  probe: StageProbe | undefined,
): Operator<unknown> {
  const window = new SlotWindow(calls, above, probe);
  let isWindow = false;
  let isEnded = false;

  /** The output of one input; `dropped` asks for another. */
  function passThrough(input: Pulled<unknown>): Eventually<unknown> {
    probe?.took(0);
    const outcome = input === end ? end : window.call(input);
    if (outcome === waiting) {
      isWindow = true;
      return window.pull();
    }
    if (outcome === end) isEnded = true;
    else if (outcome !== dropped) probe?.emitted(outcome);
    return outcome;
  }

  function pull(): Eventually<Pulled<unknown>> {
    while (!isWindow && !isEnded) {
      probe?.starving(1);
      const input = above.pull();
      if (isPending(input))
        return input.then(passThrough).then((outcome) => (outcome === dropped ? pull() : outcome));
      const outcome = passThrough(input);
      if (outcome !== dropped) return outcome;
    }
    return isEnded ? end : window.pull();
  }

  return { pull, close: () => above.close() };
}
