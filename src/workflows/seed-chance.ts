import { AsyncLocalStorage } from "node:async_hooks";
import type { Chance } from "../profiler/compare/capture-outputs.ts";
import { seededRandom } from "../stats/random.ts";
import { seededHash } from "../stats/seeded-hash.ts";

/** Chance under control, until it is let go. */
export interface SeededChance extends Chance {
  /** Gives the process its own chance back. */
  release(): void;
}

/**
 * Replaces the chance of this process by a seeded one. Each call of a stage draws from a generator of its own, made of the seed, the stage's name
 * and the number of the call: what one stage draws changes nothing for another, nor for the next call, and what runs behind an `await`
 * goes on to draw from the generator of its call.
 */
export function seedChance(seed: number): SeededChance {
  const storage = new AsyncLocalStorage<() => number>();
  const own = Math.random;
  const between = generator("between calls", 0, seed);
  Math.random = () => (storage.getStore() ?? between)();
  return {
    callBegins: (stageName, callIndex) => storage.enterWith(generator(stageName, callIndex, seed)),
    release() {
      Math.random = own;
      storage.disable();
    },
  };
}

function generator(name: string, index: number, seed: number): () => number {
  return seededRandom(seededHash(`${index} ${name}`, seed) * 2 ** 32).next;
}
