import { type Eventually, end, isPending, type Operator, type Pulled } from "../operator.ts";
import { stageError } from "../stage-error.ts";
import { type Calls, dropped, SlotWindow } from "./slot-window.ts";

/**
 * Runs several functions over elements, one after the other, with nothing between them: as long as they answer at once, a stage
 * costs one call. The first promise splits them: its stage becomes a window of slots, and those above and below it are run as
 * before. Only for pipelines that nobody watches.
 */
export function openFusedCalls(stages: readonly Calls[], above: Operator<unknown>): Operator<unknown> {
  return new FusedCalls(
    stages,
    above,
    stages.map(() => 0),
  );
}

class FusedCalls implements Operator<unknown> {
  readonly #stages: readonly Calls[];
  /** Their functions alone: one look-up less per call. */
  readonly #calls: readonly Calls["call"][];
  readonly #above: Operator<unknown>;
  /** Inputs that each stage has taken. */
  readonly #inputCounts: number[];
  /** What runs instead, once there has been a promise. */
  #split: Operator<unknown> | undefined;
  #isEnded = false;

  constructor(stages: readonly Calls[], above: Operator<unknown>, inputCounts: readonly number[]) {
    this.#stages = stages;
    this.#calls = stages.map(({ call }) => call);
    this.#above = above;
    this.#inputCounts = [...inputCounts];
  }

  pull(): Eventually<Pulled<unknown>> {
    while (this.#split === undefined && !this.#isEnded) {
      const input = this.#above.pull();
      if (isPending(input)) return input.then((later) => this.#passLater(later));
      const output = this.#pass(input);
      if (output !== dropped) return output as Eventually<Pulled<unknown>>;
    }
    return this.#split === undefined ? end : this.#split.pull();
  }

  close(): Promise<void> {
    return this.#above.close();
  }

  #passLater(input: Pulled<unknown>): Eventually<Pulled<unknown>> {
    const output = this.#pass(input);
    return output === dropped ? this.pull() : (output as Eventually<Pulled<unknown>>);
  }

  /** Takes one element through all stages; gives `dropped` where one leaves it out. */
  #pass(input: Pulled<unknown>): unknown {
    if (input === end) return this.#end();
    const calls = this.#calls;
    const inputCounts = this.#inputCounts;
    let value: unknown = input;
    let position = 0;
    try {
      for (; position < calls.length; position++) {
        const output = calls[position]!(value, inputCounts[position]!++);
        if (typeof output === "symbol") {
          if (output === dropped) return dropped;
          // A source has no more.
          if (output === end) return this.#end();
        }
        if (isPending(output)) return this.#splitAt(position, value, output);
        value = output;
      }
    } catch (thrown) {
      throw stageError(this.#stages[position]!.name, value, inputCounts[position]! - 1, thrown);
    }
    return value;
  }

  #end(): typeof end {
    this.#isEnded = true;
    return end;
  }

  #splitAt(position: number, input: unknown, result: Promise<unknown>): Eventually<Pulled<unknown>> {
    const [stages, counts] = [this.#stages, this.#inputCounts];
    const upper =
      position === 0
        ? this.#above
        : new FusedCalls(stages.slice(0, position), this.#above, counts.slice(0, position));
    const window = new SlotWindow(stages[position]!, upper, undefined);
    window.adopt(input, counts[position]! - 1, result);
    const lower = stages.slice(position + 1);
    const pullWindow: Operator<unknown> = { pull: () => window.pull(), close: () => this.#above.close() };
    this.#split =
      lower.length === 0 ? pullWindow : new FusedCalls(lower, pullWindow, counts.slice(position + 1));
    return this.#split.pull();
  }
}
