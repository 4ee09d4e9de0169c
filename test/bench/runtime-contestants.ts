import * as streams from "node:stream";
import { Readable, Transform } from "node:stream";
import * as tf from "@tensorflow/tfjs";
import { source } from "../../src/pipeline/flow.ts";
import { runFlow } from "../../src/pipeline/run-flow.ts";
import { loadPeer, versionOfPeer } from "./load-peer.ts";

/** One stage: a function of a number, and how many of its calls may be under way at once. */
export interface BenchStage {
  readonly call: (value: number) => number | Promise<number>;
  readonly concurrency: number;
}

/** A runtime that pipelines can be written for. */
export interface Contestant {
  readonly name: string;
  /** Why it cannot take part; null when it can. */
  readonly missing: string | null;
  /** Runs `count` numbers through the stages; gives the sum of what comes out. */
  readonly run: (stages: readonly BenchStage[], count: number) => Promise<number>;
}

/** Experimental in Node.js 20, and not in its types. */
const { compose } = streams as unknown as { readonly compose: (...parts: readonly unknown[]) => Transform };

function* numbers(count: number): Generator<number> {
  for (let number = 0; number < count; number++) yield number;
}

async function sumOf(outputs: AsyncIterable<unknown>): Promise<number> {
  let sum = 0;
  for await (const output of outputs) sum += output as number;
  return sum;
}

const ours: Contestant = {
  name: "soundings",
  missing: null,
  run: async (stages, count) => {
    let sum = 0;
    const flow = stages.reduce(
      (above, { call, concurrency }, index) => above.map(`stage ${index}`, call, { concurrency }),
      source<number>("numbers", () => numbers(count)),
    );
    await runFlow(
      flow.consume("sum", (value) => {
        sum += value;
      }),
    );
    return sum;
  },
};

/** Object streams; several calls at once by the operator that streams have for it, one by a transform. */
const nodeStreams: Contestant = {
  name: "Node streams, compose",
  missing: null,
  run: (stages, count) => {
    const transforms = stages.map(({ call, concurrency }) =>
      concurrency > 1
        ? (elements: Readable) => Readable.from(elements).map((value: number) => call(value), { concurrency })
        : new Transform({
            objectMode: true,
            transform(value: number, _, callback) {
              const output = call(value);
              if (typeof output === "number") callback(null, output);
              else
                output.then(
                  (later) => callback(null, later),
                  (error: Error) => callback(error),
                );
            },
          }),
    );
    return sumOf(compose(Readable.from(numbers(count)), ...transforms));
  },
};

/** What is used of RxJS: it may not be installed, and then its types are not there either. */
interface Rx {
  from(values: Iterable<number>): RxFlow;
  map(call: (value: number) => number): RxOperator;
  mergeMap(call: (value: number) => Promise<number>, concurrency: number): RxOperator;
  reduce(add: (sum: number, value: number) => number, start: number): RxOperator;
  lastValueFrom(flow: RxFlow): Promise<number>;
}

type RxOperator = (flow: RxFlow) => RxFlow;

interface RxFlow {
  pipe(operator: RxOperator): RxFlow;
}

const rx = loadPeer<Rx>("rxjs");
const rxjs: Contestant = {
  name: `RxJS ${versionOfPeer("rxjs")}`,
  missing: rx === null ? "rxjs is not installed: npm run bench:peers" : null,
  run: (stages, count) => {
    const { from, map, mergeMap, lastValueFrom, reduce } = rx!;
    const flow = stages.reduce(
      (above, { call, concurrency }) =>
        isSynchronous(call)
          ? above.pipe(map((value) => call(value) as number))
          : above.pipe(mergeMap(async (value) => call(value), concurrency)),
      from(numbers(count)),
    );
    return lastValueFrom(flow.pipe(reduce((sum, value) => sum + value, 0)));
  },
};

/** What is used of IxJS. */
interface Ix {
  from(values: Iterable<number>): IxFlow;
}

interface IxOperators {
  map(call: (value: number) => number | Promise<number>): IxOperator;
  flatMap(call: (value: number) => Promise<readonly number[]>, concurrency: number): IxOperator;
}

type IxOperator = (flow: IxFlow) => IxFlow;

interface IxFlow extends AsyncIterable<number> {
  pipe(operator: IxOperator): IxFlow;
}

const ix = loadPeer<Ix>("ix/asynciterable");
const ixOperators = loadPeer<IxOperators>("ix/asynciterable/operators");
const ixjs: Contestant = {
  name: `IxJS ${versionOfPeer("ix")}`,
  missing: ix === null ? "ix is not installed: npm run bench:peers" : null,
  run: (stages, count) => {
    const { from } = ix!;
    const { map, flatMap } = ixOperators!;
    return sumOf(
      stages.reduce(
        (above, { call, concurrency }) =>
          concurrency > 1
            ? above.pipe(flatMap(async (value: number) => [await call(value)], concurrency))
            : above.pipe(map((value: number) => call(value))),
        from(numbers(count)),
      ),
    );
  },
};

const tensorData: Contestant = {
  name: `tf.data ${tf.version.tfjs}`,
  missing: null,
  run: async (stages, count) => {
    const dataset = stages.reduce(
      (above, { call, concurrency }) => {
        if (isSynchronous(call)) return above.map(call as never);
        const mapped = above.mapAsync(call as never);
        return concurrency > 1 ? mapped.prefetch(concurrency) : mapped;
      },
      tf.data.generator((() => numbers(count)) as never) as tf.data.Dataset<tf.TensorContainer>,
    );
    let sum = 0;
    await dataset.forEachAsync((value) => {
      sum += value as unknown as number;
    });
    return sum;
  },
};

/** Whether a function answers at once, by one call. */
function isSynchronous(call: BenchStage["call"]): boolean {
  const answer = call(0);
  if (typeof answer === "number") return true;
  answer.catch(() => {});
  return false;
}

/** Who runs the same stages, ours first. */
export const contestants: readonly Contestant[] = [ours, nodeStreams, rxjs, ixjs, tensorData];
