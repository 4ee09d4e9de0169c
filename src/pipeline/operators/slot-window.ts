import { type Eventually, end, isPending, type Operator, type Pulled } from "../operator.ts";
import type { StageProbe } from "../probe.ts";
import { stageError } from "../stage-error.ts";

/** Outcome of a call whose element is left out. */
export const dropped: unique symbol = Symbol("left out");

/** Stands for an outcome that is not there yet. */
export const waiting: unique symbol = Symbol("not there yet");

/** What is needed to run a stage that calls a function once per input. */
export interface Calls {
  readonly name: string;
  /** Pending calls at once, at least 1. */
  readonly concurrency: number;
  /** Gives the output, `dropped`, or `end` when the stage itself is done. */
  readonly call: (input: unknown, index: number) => Eventually<unknown>;
}

/** A call under way or done, in input order. */
interface Slot {
  outcome: unknown;
  state: "pending" | "done" | "failed";
}

/** What is needed to tell of a call once it is settled. */
interface PendingCall {
  readonly input: unknown;
  readonly index: number;
  readonly callIndex: number;
}

interface Waiter {
  readonly resolve: (value: Pulled<unknown>) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The calls of one stage that are under way. A freed slot takes the next input at once, whether or not anybody has
 * pulled, so pending calls overlap with whatever the main thread does. Outputs keep the order of their inputs.
 */
export class SlotWindow {
  readonly #calls: Calls;
  readonly #above: Operator<unknown>;
  readonly #probe: StageProbe | undefined;
  readonly #slots: Slot[] = [];
  #inputCount = 0;
  #isPulling = false;
  #isEnded = false;
  #failure: { readonly error: unknown } | undefined;
  #waiter: Waiter | undefined;

  constructor(calls: Calls, above: Operator<unknown>, probe: StageProbe | undefined) {
    this.#calls = calls;
    this.#above = above;
    this.#probe = probe;
  }

  /** Calls the function: its outcome, or `waiting` when it is pending and has taken a slot. */
  call(input: unknown): unknown {
    const index = this.#inputCount++;
    const callIndex = this.#probe?.began() ?? 0;
    try {
      const result = this.#calls.call(input, index);
      const isLater = isPending(result);
      this.#probe?.returned(callIndex, isLater);
      if (!isLater) return result;
      this.#occupy(result, { input, index, callIndex });
      return waiting;
    } catch (thrown) {
      throw stageError(this.#calls.name, input, index, thrown);
    }
  }

  /** Takes over a pending call that was made elsewhere; only before any other. */
  adopt(input: unknown, index: number, result: Promise<unknown>): void {
    this.#inputCount = index + 1;
    this.#occupy(result, { input, index, callIndex: 0 });
  }

  /** The oldest output, now if it is finished, later if not. */
  pull(): Eventually<Pulled<unknown>> {
    this.#refill();
    const outcome = this.#take();
    if (outcome !== waiting) return outcome;
    return new Promise((resolve, reject) => {
      this.#waiter = { resolve, reject };
    });
  }

  #occupy(result: Promise<unknown>, { input, index, callIndex }: PendingCall): void {
    const slot: Slot = { outcome: undefined, state: "pending" };
    this.#slots.push(slot);
    result.then(
      (outcome) => this.#settle(slot, callIndex, outcome),
      (thrown: unknown) => {
        slot.state = "failed";
        this.#settle(slot, callIndex, stageError(this.#calls.name, input, index, thrown));
      },
    );
  }

  #settle(slot: Slot, callIndex: number, outcome: unknown): void {
    if (slot.state === "pending") slot.state = "done";
    slot.outcome = outcome;
    this.#probe?.settled(callIndex);
    this.#answerWaiter();
  }

  /** Fills free slots from above until an input has to be waited for. */
  #refill(): void {
    try {
      while (!this.#isEnded && !this.#isPulling && this.#slots.length < this.#calls.concurrency) {
        this.#probe?.starving(this.#calls.concurrency - this.#slots.length);
        const input = this.#above.pull();
        if (isPending(input)) {
          this.#acceptLater(input);
          return;
        }
        this.#accept(input);
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  #accept(input: Pulled<unknown>): void {
    if (input === end) {
      this.#isEnded = true;
      this.#probe?.took(0);
      return;
    }
    this.#probe?.took(this.#calls.concurrency - this.#slots.length - 1);
    const outcome = this.call(input);
    if (outcome !== waiting) this.#slots.push({ outcome, state: "done" });
  }

  /** One promise per element, and nothing made anew: this is the path of every element below an asynchronous stage. */
  #acceptLater(input: Promise<Pulled<unknown>>): void {
    this.#isPulling = true;
    input.then(this.#onInput, this.#onFailure);
  }

  readonly #onInput = (value: Pulled<unknown>): void => {
    this.#isPulling = false;
    try {
      this.#accept(value);
    } catch (error) {
      this.#onFailure(error);
      return;
    }
    this.#refill();
    this.#answerWaiter();
  };

  readonly #onFailure = (error: unknown): void => {
    this.#isPulling = false;
    this.#fail(error);
    this.#answerWaiter();
  };

  #fail(error: unknown): void {
    this.#failure ??= { error };
    this.#isEnded = true;
  }

  /** The oldest output; `waiting` when it is not finished. Throws what its call, or the stage above, threw. */
  #take(): unknown {
    for (;;) {
      const head = this.#slots[0];
      if (head === undefined) return this.#whenEmpty();
      if (head.state === "pending") return waiting;
      this.#slots.shift();
      if (head.state === "failed") {
        this.#fail(head.outcome);
        this.#slots.length = 0;
        throw head.outcome;
      }
      if (head.outcome === end) {
        this.#isEnded = true;
        this.#slots.length = 0;
        return end;
      }
      if (head.outcome !== dropped) this.#probe?.emitted(head.outcome);
      this.#refill();
      if (head.outcome !== dropped) return head.outcome;
    }
  }

  #whenEmpty(): typeof end | typeof waiting {
    if (this.#failure !== undefined) throw this.#failure.error;
    return this.#isEnded && !this.#isPulling ? end : waiting;
  }

  #answerWaiter(): void {
    const waiter = this.#waiter;
    if (waiter === undefined) return;
    try {
      const outcome = this.#take();
      if (outcome === waiting) return;
      this.#waiter = undefined;
      waiter.resolve(outcome);
    } catch (error) {
      this.#waiter = undefined;
      waiter.reject(error);
    }
  }
}
