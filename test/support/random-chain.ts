import fc from "fast-check";
import { type Flow, source } from "../../src/pipeline/flow.ts";

/** How a stage's function answers: at once, after a microtask, or after some turns of the event loop. */
export type Answer = "now" | "soon" | "later";

/** One stage of a random chain over numbers. */
export interface Link {
  readonly kind:
    | "map"
    | "filter"
    | "consume"
    | "flatMap"
    | "batch"
    | "dropping batch"
    | "prefetch"
    | "shuffle"
    | "cache"
    | "repeat";
  readonly answer: Answer;
  /** Concurrency, batch size, buffer size or epochs. */
  readonly size: number;
}

/** A random chain, and how many numbers enter it. */
export interface Chain {
  readonly count: number;
  readonly sourceAnswer: Answer;
  readonly links: readonly Link[];
}

/** Told of each call of a stage's function, -1 being the source, before it answers. */
export type OnCall = (stageIndex: number, value: number) => void;

const answers = fc.constantFrom<Answer>("now", "soon", "later");

/** Chains of up to six stages over up to twelve numbers; `kinds` are those that may come. */
export function chains(kinds: readonly Link["kind"][]): fc.Arbitrary<Chain> {
  const link = fc.record({
    kind: fc.constantFrom(...kinds),
    answer: answers,
    size: fc.integer({ min: 1, max: 4 }),
  });
  return fc.record({
    count: fc.integer({ min: 0, max: 12 }),
    sourceAnswer: answers,
    links: fc.array(link, { maxLength: 6 }),
  });
}

/** The outputs of a chain by plain array code; a shuffle leaves the order. */
export function expectedOutputs({ count, links }: Chain): readonly number[] {
  const numbers = Array.from({ length: count }, (_, index) => index);
  return links.reduce<readonly number[]>((values, { kind, size }) => {
    if (kind === "map") return values.map(triple);
    if (kind === "filter") return values.filter(isKept);
    if (kind === "flatMap") return values.flatMap(expand);
    if (kind === "dropping batch") return values.slice(0, values.length - (values.length % size));
    if (kind === "repeat") return Array.from({ length: size }, () => values).flat();
    return values;
  }, numbers);
}

/** The chain as a flow; batches are taken apart again, so that numbers come out. */
export function flowOf({ count, sourceAnswer, links }: Chain, onCall: OnCall = () => {}): Flow<number> {
  const numbers = function* (): Generator<number> {
    for (let n = 0; n < count; n++) {
      onCall(-1, n);
      yield n;
    }
  };
  const start =
    sourceAnswer === "now"
      ? source("source", numbers)
      : source("source", () => delayed(numbers(), sourceAnswer));
  return links.reduce((flow, link, index) => addLink(flow, link, { index, onCall }), start);
}

function addLink(
  flow: Flow<number>,
  { kind, answer, size }: Link,
  { index, onCall }: { readonly index: number; readonly onCall: OnCall },
): Flow<number> {
  const name = `${index} ${kind}`;
  const seen = <T>(fn: (n: number) => T) => {
    if (answer !== "now") {
      return async (n: number): Promise<T> => {
        onCall(index, n);
        await pause(answer, n);
        return fn(n);
      };
    }
    return (n: number): T => {
      onCall(index, n);
      return fn(n);
    };
  };
  const options = { concurrency: size };
  switch (kind) {
    case "map":
      return flow.map(name, seen(triple), options);
    case "filter":
      return flow.filter(name, seen(isKept), options);
    case "consume":
      return flow.consume(name, seen(triple), options);
    case "flatMap":
      return flow.flatMap(name, (n) => {
        onCall(index, n);
        return answer === "now" ? expand(n) : delayed(expand(n), answer);
      });
    case "batch":
    case "dropping batch":
      return flow.batch(name, size, { dropRemainder: kind !== "batch" }).unbatch(`${name} apart`);
    case "prefetch":
      return flow.prefetch(name, size);
    case "shuffle":
      return flow.shuffle(name, size);
    case "cache":
      return flow.cache(name);
    case "repeat":
      return flow.repeat(name, size);
  }
}

const triple = (n: number): number => 3 * n + 1;
const isKept = (n: number): boolean => n % 3 !== 2;
const expand = (n: number): readonly number[] => [n, n + 1, n + 2].slice(0, n % 4);

async function* delayed(values: Iterable<number>, answer: Answer): AsyncGenerator<number> {
  for (const n of values) {
    await pause(answer, n);
    yield n;
  }
}

/** Waits: how long differs from element to element, so that calls finish out of order. */
async function pause(answer: Answer, n: number): Promise<void> {
  const turns = answer === "soon" ? 0 : (7 * n) % 4;
  for (let turn = 0; turn < turns; turn++) await new Promise((resume) => setImmediate(resume));
}
