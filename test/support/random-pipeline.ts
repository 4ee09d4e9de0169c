import { type Flow, source } from "../../src/pipeline/flow.ts";
import type { OpenThreads } from "../../src/pipeline/threads.ts";
import { seededRandom } from "../../src/stats/random.ts";
import { type SimulatedMachine, simulateMachine } from "./simulated-machine.ts";

/** A stage of a random pipeline; times in seconds. */
export interface RandomStage {
  readonly name: string;
  readonly kind: "cpu" | "io" | "pool" | "worker" | "filter" | "expand" | "batch" | "queue" | "consumer";
  readonly meanSeconds: number;
  /** Slots, threads, elements of a batch or a queue, or outputs of an expansion. */
  readonly size: number;
  /** Share that a filter keeps, 0..1. */
  readonly keepShare: number;
}

/** A random pipeline: with the same seed, the same services for the same examples, whatever is changed. */
export interface RandomPipeline {
  readonly seed: number;
  readonly exampleCount: number;
  readonly stages: readonly RandomStage[];
}

/** Threads that asynchronous system calls share. */
const poolSize = 4;
/** What sending to a thread, and receiving from one, takes the main thread. */
export const shipSeconds = 0.0002;

/** Draws five to seven working stages, with filters, expansions, batches and queues among them, and perhaps a consumer. */
export function drawPipeline(seed: number): RandomPipeline {
  const random = seededRandom(seed);
  const pick = <T>(items: readonly T[]): T => items[random.nextInt(items.length)]!;
  const stages: RandomStage[] = [];
  const count = 5 + random.nextInt(3);
  for (let index = 0; index < count; index++) {
    const kind = pick([
      "cpu",
      "cpu",
      "cpu",
      "io",
      "io",
      "pool",
      "worker",
      "filter",
      "expand",
      "queue",
    ] as const);
    if (["filter", "expand"].includes(kind) && stages.some((stage) => stage.kind === kind)) continue;
    const meanSeconds = 10 ** (-3.3 + 1.6 * random.next()) * (kind === "io" || kind === "pool" ? 2.5 : 1);
    const size =
      kind === "queue" ? pick([2, 4, 8, 16]) : kind === "expand" ? pick([2, 3]) : pick([1, 2, 2, 4, 4, 8]);
    stages.push({
      name: `${kind}-${index}`,
      kind,
      meanSeconds,
      size: Math.min(size, kind === "worker" ? 4 : 16),
      keepShare: 0.5 + 0.4 * random.next(),
    });
  }
  if (random.next() < 0.7)
    stages.push({ name: "batch", kind: "batch", meanSeconds: 0.001, size: pick([4, 8, 16]), keepShare: 1 });
  if (random.next() < 0.4)
    stages.push({
      name: "train",
      kind: "consumer",
      meanSeconds: 10 ** (-3 + 1.3 * random.next()),
      size: 1,
      keepShare: 1,
    });
  if (!stages.some(({ kind }) => kind === "cpu"))
    stages.unshift({ name: "cpu", kind: "cpu", meanSeconds: 0.002, size: 1, keepShare: 1 });
  return { seed, exampleCount: 900, stages };
}

/** Opens it on a machine of its own. */
export function openRandom(pipeline: RandomPipeline): {
  readonly machine: SimulatedMachine;
  readonly flow: Flow<unknown>;
} {
  const machine = { ...simulateMachine(), coreCount: 64 };
  const pool = Array.from({ length: poolSize }, () => 0);
  const openThreads: OpenThreads = ({ stageName, threadCount }) =>
    threadsOn(machine, threadCount, serviceOf(pipeline, stageName));
  const effects = {
    ...machine,
    openThreads,
    measureShipping: () => ({ fixedSeconds: shipSeconds, secondsPerByte: 0 }),
  };
  let flow: Flow<unknown> = source("list", () =>
    Array.from({ length: pipeline.exampleCount }, (_, index) => index),
  );
  for (const stage of pipeline.stages)
    flow = addStage(flow, stage, { machine, pool, service: serviceOf(pipeline, stage.name) });
  return { machine: effects, flow };
}

/** Seconds of a call, from its index. */
type Service = (index: number) => number;

/** Services within 50 % of their mean, or with a long tail: which, a stage's name decides. */
function serviceOf({ seed, stages }: RandomPipeline, name: string): Service {
  const stage = stages.find((candidate) => candidate.name === name);
  const salt = [...name].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) >>> 0, seed);
  const isTailed = salt % 3 === 0;
  return (index) => {
    const uniform = hashed(salt, index);
    const shape = isTailed ? 0.4 - 0.6 * Math.log(1 - uniform) : 0.5 + uniform;
    return (stage?.meanSeconds ?? 0) * shape;
  };
}

/** Uniform on 0..1 from two integers (the finaliser of MurmurHash3). */
function hashed(salt: number, index: number): number {
  let mixed = Math.imul(salt ^ Math.imul(index + 1, 0x9e3779b9), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
}

interface Ground {
  readonly machine: SimulatedMachine;
  readonly pool: number[];
  readonly service: Service;
}

function addStage(
  flow: Flow<unknown>,
  stage: RandomStage,
  { machine, pool, service }: Ground,
): Flow<unknown> {
  const { name, kind, size } = stage;
  const work = (value: unknown, index: number): unknown => {
    machine.work(service(index));
    return value;
  };
  switch (kind) {
    case "cpu":
      return flow.map(name, work);
    case "io":
      return stage.meanSeconds === 0
        ? flow.map(name, work)
        : flow.map(name, (value, index) => machine.latency(service(index)).then(() => value), {
            concurrency: size,
          });
    case "pool":
      return stage.meanSeconds === 0
        ? flow.map(name, work)
        : flow.map(name, (value, index) => inPool(machine, pool, service(index)).then(() => value), {
            concurrency: size,
          });
    case "worker":
      return stage.meanSeconds === 0
        ? flow.map(name, work)
        : flow.map(name, work, { concurrency: 2 * size, worker: { module: "nowhere", threadCount: size } });
    case "filter":
      return flow.filter(name, (_, index) => {
        machine.work(service(index) / 10);
        return hashed(7, index) < stage.keepShare;
      });
    case "expand":
      return flow.flatMap(name, (value) => Array.from({ length: size }, () => value));
    case "batch":
      return flow.batch(name, size, { collate: (elements) => work(elements, 0) });
    case "queue":
      return flow.prefetch(name, size);
    case "consumer":
      return flow.consume(name, (value, index) => work(value, index));
  }
}

function inPool(machine: SimulatedMachine, pool: number[], seconds: number): Promise<void> {
  const thread = pool.indexOf(Math.min(...pool));
  pool[thread] = Math.max(machine.now(), pool[thread]!) + seconds;
  return machine.latency(pool[thread]! - machine.now());
}

/** Threads of a stage that need no machine: sent to and received from on the main thread, served in order. */
function threadsOn(
  machine: SimulatedMachine,
  threadCount: number,
  service: Service,
): ReturnType<OpenThreads> {
  const freeAt = Array.from({ length: threadCount }, () => 0);
  return {
    async call(input, index, onReport) {
      machine.work(shipSeconds);
      const thread = freeAt.indexOf(Math.min(...freeAt));
      const busySeconds = service(index);
      freeAt[thread] = Math.max(machine.now(), freeAt[thread]!) + busySeconds;
      const doneAt = freeAt[thread]!;
      await machine.latency(doneAt - machine.now());
      const unseenSeconds = machine.now() - doneAt;
      machine.work(shipSeconds);
      onReport({
        ...{ busySeconds, unseenSeconds, sendSeconds: shipSeconds, receiveSeconds: shipSeconds },
        ...{ shipSeconds: 2 * shipSeconds, shippedByteCount: 0, usedByteCount: 0 },
      });
      return input;
    },
    use: () => ({ startSeconds: 0, cpuSeconds: null, runQueueSeconds: null, gcSeconds: 0 }),
    close: async () => {},
  };
}
