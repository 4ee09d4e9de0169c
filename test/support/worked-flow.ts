import { type Flow, source } from "../../src/pipeline/flow.ts";
import type { SimulatedMachine } from "./simulated-machine.ts";

/** Options of the worked example. */
export interface WorkedOptions {
  readonly readSlots?: number;
  readonly count?: number;
  readonly batchSize?: number;
}

/**
 * The worked example: read 12 ms of latency in four slots; decode 1, augment 6, mel 2 ms on the main thread; batches of 8, of which one
 * takes 1 ms and 50 us an element.
 */
export function workedFlow(machine: SimulatedMachine, options: WorkedOptions = {}): Flow<unknown> {
  const { readSlots = 4, count = 1600, batchSize = 8 } = options;
  const work = (seconds: number) => (value: number) => {
    machine.work(seconds);
    return value;
  };
  return source("list", () => Array.from({ length: count }, (_, index) => index))
    .map("read", (value) => machine.latency(0.012).then(() => value), { concurrency: readSlots })
    .map("decode", work(0.001))
    .map("augment", work(0.006))
    .map("mel", work(0.002))
    .batch("batch", batchSize, {
      collate: (elements) => {
        machine.work(0.001 + 0.00005 * elements.length);
        return elements;
      },
    });
}
