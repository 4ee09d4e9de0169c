import { type Eventually, end, isPending, type Operator, type Pulled } from "../operator.ts";
import type { StageProbe } from "../probe.ts";
import type { PrefetchSpec } from "../stage-spec.ts";

/**
 * Works ahead: after each element handed on, what is above is pulled in idle turns of the event loop until the
 * buffer is full. Synchronous work is taken one element per turn, so that it never delays what is pulled below.
 */
export function openPrefetch(
  spec: PrefetchSpec,
  above: Operator<unknown>,
  probe: StageProbe | undefined,
): Operator<unknown> {
  const buffer: Pulled<unknown>[] = [];
  let failure: { readonly error: unknown } | undefined;
  let pulling: Promise<void> | undefined;
  let isEnded = false;
  let isScheduled = false;
  let isClosed = false;

  function add(input: Pulled<unknown>): void {
    probe?.took(spec.size - buffer.length - 1);
    if (input === end) isEnded = true;
    buffer.push(input);
  }

  const canPull = (): boolean =>
    !isEnded && !isClosed && failure === undefined && pulling === undefined && buffer.length < spec.size;

  /** Pulls one element from above into the buffer. */
  function pullOne(): void {
    try {
      probe?.starving(spec.size - buffer.length);
      const input = above.pull();
      if (!isPending(input)) {
        add(input);
        return;
      }
      pulling = input.then(add, (error: unknown) => {
        failure = { error };
      });
      pulling = pulling.then(() => {
        pulling = undefined;
        schedule();
      });
    } catch (error) {
      failure = { error };
    }
  }

  function schedule(): void {
    if (isScheduled || !canPull()) return;
    isScheduled = true;
    setImmediate(() => {
      isScheduled = false;
      if (canPull()) pullOne();
      schedule();
    });
  }

  function pull(): Eventually<Pulled<unknown>> {
    if (buffer.length === 0 && canPull()) pullOne();
    if (buffer.length === 0 && pulling !== undefined) return pulling.then(pull);
    if (buffer.length === 0) {
      if (failure !== undefined) throw failure.error;
      return end;
    }
    const head = buffer.shift();
    if (head === end) {
      buffer.length = 0;
      return end;
    }
    probe?.emitted(head);
    schedule();
    return head;
  }

  const close = (): Promise<void> => {
    isClosed = true;
    return above.close();
  };
  return { pull, close };
}
