import type { ExampleLedger } from "./example-ledger.ts";
import type { ExampleTimes } from "./run-record.ts";

/** Service times of one stage by the number of the example. */
export interface ExampleTimer {
  add(index: number, serviceSeconds: number): void;
  /** The times of examples of which something is known; undefined when there is none. */
  finish(): ExampleTimes | undefined;
}

const maxTimes = 8192;

/** Begins to time the calls of a stage by example; keeps a bounded number, spread over the run. */
export function timeExamples(ledger: ExampleLedger): ExampleTimer {
  let times: { readonly index: number; readonly seconds: number }[] = [];
  let stride = 1;
  return {
    add(index, seconds) {
      if (index % stride !== 0) return;
      times.push({ index, seconds });
      if (times.length < maxTimes) return;
      stride *= 2;
      times = times.filter((time) => time.index % stride === 0);
    },
    finish() {
      const known = times.flatMap(({ index, seconds }) => {
        const attributes = ledger.attributesOf(index);
        const hasAny = attributes !== undefined && Object.keys(attributes).length > 0;
        return hasAny ? [{ index, seconds, attributes }] : [];
      });
      if (known.length === 0) return undefined;
      return {
        indices: known.map(({ index }) => index),
        serviceSeconds: known.map(({ seconds }) => seconds),
        attributes: known.map(({ attributes }) => attributes),
      };
    },
  };
}
