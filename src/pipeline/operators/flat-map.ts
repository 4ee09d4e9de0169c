import { type Eventually, end, isPending, type Operator, type Pulled } from "../operator.ts";
import type { StageProbe } from "../probe.ts";
import { stageError } from "../stage-error.ts";
import type { StageFunction } from "../stage-spec.ts";
import { type AnyIterator, iterate } from "./source.ts";

/** Runs a function that gives any number of outputs per input; each step of its iterator is a call. */
export function openFlatMap(
  name: string,
  fn: StageFunction,
  above: Operator<unknown>,
  probe: StageProbe | undefined,
): Operator<unknown> {
  const expand = fn as (input: unknown, index: number) => unknown;
  let current: AnyIterator | undefined;
  let input: unknown;
  let inputIndex = -1;
  let isBetweenInputs = true;

  /** One step of the current iterator; undefined when it is exhausted. */
  function step(): Eventually<{ value: unknown } | undefined> {
    const callIndex = probe?.began() ?? 0;
    try {
      current ??= iterate(expand(input, inputIndex));
      const result = current.next();
      const isLater = isPending(result);
      probe?.returned(callIndex, isLater);
      if (!isLater) return outputOf(result);
      return result.then(
        (later) => {
          probe?.settled(callIndex);
          return outputOf(later);
        },
        (thrown: unknown) => {
          throw stageError(name, input, inputIndex, thrown);
        },
      );
    } catch (thrown) {
      throw stageError(name, input, inputIndex, thrown);
    }
  }

  function outputOf(result: IteratorResult<unknown>): { value: unknown } | undefined {
    if (result.done) {
      current = undefined;
      isBetweenInputs = true;
      return undefined;
    }
    probe?.emitted(result.value);
    return result;
  }

  function accept(next: Pulled<unknown>): boolean {
    probe?.took(0);
    if (next === end) return false;
    input = next;
    inputIndex++;
    isBetweenInputs = false;
    return true;
  }

  function pull(): Eventually<Pulled<unknown>> {
    for (;;) {
      if (isBetweenInputs) {
        probe?.starving(1);
        const next = above.pull();
        if (isPending(next)) return next.then((value) => (accept(value) ? pull() : end));
        if (!accept(next)) return end;
      }
      const output = step();
      if (isPending(output)) return output.then((value) => (value === undefined ? pull() : value.value));
      if (output !== undefined) return output.value;
    }
  }

  const close = async (): Promise<void> => {
    await current?.return?.();
    current = undefined;
    await above.close();
  };
  return { pull, close };
}
