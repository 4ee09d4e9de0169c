import { type Eventually, end, isPending, type Operator, type Pulled } from "../operator.ts";
import type { StageProbe } from "../probe.ts";
import type { ShuffleSpec } from "../stage-spec.ts";

/** What a shuffle needs to know of the run. */
export interface ShuffleContext {
  readonly probe: StageProbe | undefined;
  /** Which pass it is: the order differs from epoch to epoch. */
  readonly epochIndex: number;
}

/** Keeps a buffer full and draws from it at random, as tf.data and WebDataset do. */
export function openShuffle(
  spec: ShuffleSpec,
  above: Operator<unknown>,
  { probe, epochIndex }: ShuffleContext,
): Operator<unknown> {
  const buffer: unknown[] = [];
  const random = mulberry32(spec.seed * 7919 + epochIndex);
  let isEnded = false;

  function draw(): Pulled<unknown> {
    if (buffer.length === 0) return end;
    const callIndex = probe?.began() ?? 0;
    const index = Math.floor(random() * buffer.length);
    const drawn = buffer[index];
    buffer[index] = buffer[buffer.length - 1];
    buffer.pop();
    probe?.returned(callIndex, false);
    probe?.emitted(drawn);
    return drawn;
  }

  function add(input: Pulled<unknown>): void {
    probe?.took(0);
    if (input === end) isEnded = true;
    else buffer.push(input);
  }

  function pull(): Eventually<Pulled<unknown>> {
    while (!isEnded && buffer.length < spec.bufferSize) {
      probe?.starving(1);
      const input = above.pull();
      if (isPending(input)) {
        return input.then((later) => {
          add(later);
          return pull();
        });
      }
      add(input);
    }
    return draw();
  }

  return { pull, close: () => above.close() };
}

/** Mulberry32 (Tommy Ettinger, 2017, public domain): uniform in 0..1 from a 32-bit seed. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
