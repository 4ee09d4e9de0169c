import { isPending } from "../operator.ts";
import { type AnyIterator, iterate } from "../operators/source.ts";
import type { StageProbe } from "../probe.ts";
import { stageError } from "../stage-error.ts";
import type { Elements, Link } from "./link.ts";
import type { Turns } from "./turns.ts";

/** A generator function over elements, or one that begins a chain. */
export type GeneratorStage = (elements: AsyncIterable<unknown>) => Iterable<unknown> | AsyncIterable<unknown>;

/** The first link of a chain: anything that can be iterated, or a function that gives it. */
export function sourceLink(elements: unknown, label: string): Link {
  const open = (): AnyIterator => iterate(typeof elements === "function" ? elements() : elements);
  return {
    kind: "source",
    label,
    connect(_, { name, probe, turns }) {
      let iterator: AnyIterator | undefined;
      return {
        next: () =>
          watchedCall(probe, turns, () => {
            iterator ??= open();
            return iterator.next();
          }).catch((thrown: unknown) => {
            throw stageError(name, null, null, thrown);
          }),
        close: async () => void (await iterator?.return?.()),
      };
    },
  };
}

/** A link that is a generator function: it takes what is above as an iterable, and its outputs are what it yields. */
export function generatorLink(generate: GeneratorStage): Link {
  return {
    kind: "flatMap",
    label: generate.name === "" ? "generator" : generate.name,
    connect(above, { name, probe, turns }) {
      const call = new OpenCall(probe);
      const input = watchedInput(above!, call, turns);
      let iterator: AnyIterator | undefined;
      return {
        next: () =>
          watchedCall(
            probe,
            turns,
            () => {
              iterator ??= iterate(generate(input));
              return iterator.next();
            },
            call,
          ).catch((thrown: unknown) => {
            throw stageError(name, null, null, thrown);
          }),
        async close() {
          await iterator?.return?.();
          await above?.close();
        },
      };
    },
  };
}

/** A link that is a function of one element. */
export function functionLink(call: (value: unknown, index: number) => unknown): Link {
  return {
    kind: "map",
    label: call.name === "" ? "map" : call.name,
    connect(above, { name, probe, turns }) {
      let index = 0;
      return {
        async next() {
          probe.starving(1);
          const input = await above!.next();
          probe.took(0);
          if (input.done) return input;
          return watchedCall(probe, turns, () => {
            const output = call(input.value, index++);
            const asStep = (value: unknown): IteratorResult<unknown> => ({ done: false, value });
            return isPending(output) ? output.then(asStep) : asStep(output);
          }).catch((thrown: unknown) => {
            throw stageError(name, input.value, index - 1, thrown);
          });
        },
        close: async () => above?.close(),
      };
    },
  };
}

/** The call of a generator that is under way, and whether it waits for an input. */
class OpenCall {
  readonly probe: StageProbe;
  #callIndex: number | undefined;
  #waitingCount = 0;

  constructor(probe: StageProbe) {
    this.probe = probe;
  }

  began(callIndex: number): void {
    this.#callIndex = callIndex;
  }

  ended(): void {
    this.#callIndex = undefined;
  }

  waits(): void {
    this.probe.starving(1);
    if (this.#waitingCount++ === 0 && this.#callIndex !== undefined) this.probe.suspended(this.#callIndex);
  }

  hasInput(): void {
    this.probe.took(0);
    if (--this.#waitingCount === 0 && this.#callIndex !== undefined) this.probe.continued(this.#callIndex);
  }
}

/** What a generator iterates: while it waits for an element it is starved, and whoever is above has the main thread. */
function watchedInput(above: Elements, call: OpenCall, turns: Turns): AsyncIterable<unknown> {
  const next = async (): Promise<IteratorResult<unknown>> => {
    call.waits();
    try {
      return await turns.outside(() => above.next());
    } finally {
      call.hasInput();
    }
  };
  return {
    [Symbol.asyncIterator]: () => ({
      next,
      async return() {
        await above.close();
        return { done: true, value: undefined };
      },
    }),
  };
}

/** One step of an iterator as a call of its stage; the step that finds the end is not counted. */
async function watchedCall(
  probe: StageProbe,
  turns: Turns,
  step: () => IteratorResult<unknown> | Promise<IteratorResult<unknown>>,
  open?: OpenCall,
): Promise<IteratorResult<unknown>> {
  let callIndex = 0;
  const result = turns.call(
    probe,
    (index) => {
      callIndex = index;
      open?.began(index);
      return step();
    },
    isPending,
  );
  if (!isPending(result)) {
    open?.ended();
    if (!result.done) probe.emitted(result.value);
    return result;
  }
  try {
    const later = await result;
    if (later.done) probe.cancelled(callIndex);
    else {
      probe.settled(callIndex);
      probe.emitted(later.value);
    }
    return later;
  } catch (thrown) {
    probe.cancelled(callIndex);
    throw thrown;
  } finally {
    open?.ended();
  }
}
