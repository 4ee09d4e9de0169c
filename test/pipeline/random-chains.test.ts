import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Flow, source } from "../../src/pipeline/flow.ts";
import { end } from "../../src/pipeline/operator.ts";
import type { PipelineProbe, StageProbe } from "../../src/pipeline/probe.ts";
import { iterateFlow, openFlow } from "../../src/pipeline/run-flow.ts";
import { type Chain, chains, expectedOutputs, flowOf } from "../support/random-chain.ts";

const ordered = ["map", "filter", "consume", "flatMap", "batch", "dropping batch", "prefetch"] as const;
const runs = { numRuns: 300 };

/** A rejection that nobody handles fails whatever test is running. */
process.on("unhandledRejection", (error) => {
  throw error;
});

async function outputsOf<T>(flow: Flow<T>): Promise<readonly T[]> {
  const outputs: T[] = [];
  for await (const output of iterateFlow(flow)) outputs.push(output);
  return outputs;
}

const sorted = (numbers: readonly number[]): readonly number[] => [...numbers].sort((a, b) => a - b);

test("any chain gives what plain array code gives, in its order", async () => {
  const property = fc.asyncProperty(chains([...ordered, "cache", "repeat"]), async (chain) => {
    assert.deepEqual(await outputsOf(flowOf(chain)), expectedOutputs(chain));
  });
  await fc.assert(property, runs);
});

test("with shuffles, any chain gives the same elements in some order", async () => {
  // What drops or cuts by position would see another order.
  const chainsWithShuffle = chains(["map", "filter", "flatMap", "batch", "prefetch", "shuffle", "repeat"]);
  const property = fc.asyncProperty(chainsWithShuffle, async (chain) => {
    assert.deepEqual(sorted(await outputsOf(flowOf(chain))), sorted(expectedOutputs(chain)));
  });
  await fc.assert(property, runs);
});

test("every stage is called once for each element that reaches it", async () => {
  const property = fc.asyncProperty(chains(ordered), async (chain) => {
    const seen = new Map<number, number[]>();
    await outputsOf(flowOf(chain, (stage, n) => seen.set(stage, [...(seen.get(stage) ?? []), n])));
    for (const [stage, numbers] of seen) {
      const above = { ...chain, links: chain.links.slice(0, Math.max(0, stage)) };
      assert.deepEqual(numbers, expectedOutputs(above), `stage ${stage}`);
    }
  });
  await fc.assert(property, runs);
});

/** Counts the events of one stage, and holds them to their order. */
function countEvents(): { readonly probe: StageProbe; readonly counts: Record<string, number> } {
  const counts = { took: 0, began: 0, finished: 0, emitted: 0 };
  const probe: StageProbe = {
    starving: (slotCount) => assert.ok(slotCount >= 0),
    took: (slotCount) => {
      assert.ok(slotCount >= 0);
      counts.took++;
    },
    began: () => counts.began++,
    returned: (_, isPending) => {
      if (!isPending) counts.finished++;
      assert.ok(counts.finished <= counts.began);
    },
    ran: () => {},
    threadsOpened: () => {},
    settled: () => {
      counts.finished++;
      assert.ok(counts.finished <= counts.began);
    },
    emitted: () => counts.emitted++,
    tookOver: () => assert.fail("own stages take turns by calls"),
    gaveWay: () => assert.fail("own stages take turns by calls"),
    suspended: () => assert.fail("own calls have their input"),
    continued: () => assert.fail("own calls have their input"),
    cancelled: () => assert.fail("own calls come to something"),
  };
  return { probe, counts };
}

test("a probe changes nothing, and sees every call end and every output", async () => {
  const property = fc.asyncProperty(chains([...ordered, "shuffle"]), async (chain) => {
    const stages: ReturnType<typeof countEvents>[] = [];
    const probe: PipelineProbe = {
      stage: (index) => {
        stages[index] = countEvents();
        return stages[index].probe;
      },
      epochBegan: () => {},
    };
    const operator = openFlow(flowOf(chain), probe);
    const outputs: number[] = [];
    for (let output = await operator.pull(); output !== end; output = await operator.pull())
      outputs.push(output);
    assert.equal(await operator.pull(), end, "after the end there is only the end");
    await operator.close();
    assert.deepEqual(outputs, await outputsOf(flowOf(chain)));
    assert.equal(stages.at(-1)?.counts["emitted"], outputs.length);
    for (const { counts } of stages) assert.equal(counts["finished"], counts["began"]);
  });
  await fc.assert(property, runs);
});

/** A chain in which the call number `callIndex` of its stage `stageIndex` fails. */
const failing = fc.record({
  chain: chains(["map", "filter", "consume", "flatMap", "prefetch", "batch"]),
  stageIndex: fc.integer({ min: -1, max: 5 }),
  callIndex: fc.integer({ min: 0, max: 8 }),
});

test("an error comes out once, behind the outputs before it, and nothing else comes", async () => {
  const property = fc.asyncProperty(failing, async ({ chain, stageIndex, callIndex }) => {
    let calls = 0;
    const flow = flowOf(chain, (stage, n) => {
      if (stage === stageIndex && calls++ === callIndex) throw new Error(`call of ${n}`);
    });
    const operator = openFlow(flow);
    const outputs: number[] = [];
    let failure: unknown;
    try {
      for (let output = await operator.pull(); output !== end; output = await operator.pull())
        outputs.push(output);
    } catch (error) {
      failure = error;
    }
    await operator.close();
    const expected = expectedOutputs(chain);
    assert.deepEqual(outputs, expected.slice(0, outputs.length));
    if (calls <= callIndex) assert.deepEqual([failure, outputs.length], [undefined, expected.length]);
    else assert.match(String(failure), /^SoundingsError: stage ".*" threw on element \d+: call of \d+$/);
  });
  await fc.assert(property, runs);
});

test("whoever stops early closes the source, and leaves nothing behind that fails", async () => {
  const stopping = fc.record({
    chain: chains([...ordered, "shuffle"]),
    outputCount: fc.integer({ min: 1, max: 5 }),
  });
  const property = fc.asyncProperty(stopping, async ({ chain, outputCount }) => {
    let openCount = 0;
    const counted = withSource(chain, {
      *[Symbol.iterator]() {
        openCount++;
        try {
          for (let n = 0; n < chain.count; n++) yield n;
        } finally {
          openCount--;
        }
      },
    });
    let taken = 0;
    for await (const _ of iterateFlow(counted)) if (++taken === outputCount) break;
    assert.equal(openCount, 0);
  });
  await fc.assert(property, runs);
});

/** The chain over other elements. */
function withSource(chain: Chain, elements: Iterable<number>): Flow<number> {
  const [, ...stages] = flowOf(chain).stages;
  const [first] = source("elements", () => elements).stages;
  return { ...flowOf(chain), stages: first === undefined ? stages : [first, ...stages] };
}

test("any value is an element, undefined and null among them", async () => {
  const values = [undefined, null, 0, Number.NaN, "", false, [], {}];
  const same = <T>(value: T): T => value;
  const flow = source("values", () => values)
    .map("now", same)
    .prefetch("ahead", 3)
    .map("later", async (value) => value, { concurrency: 2 })
    .prefetch("further ahead", 2)
    .filter("all", () => true)
    .flatMap("one each", (value) => [value])
    .batch("batch", 3)
    .unbatch("apart")
    .cache("cache")
    .shuffle("in order", 1)
    .consume("use", async () => {})
    .repeat("twice", 2);
  assert.deepEqual(await outputsOf(flow), [...values, ...values]);
});

test("what cannot be iterated is told by the name of the stage that gave it", async () => {
  const nothing = source("clips", () => null as never);
  await assert.rejects(outputsOf(nothing), {
    message: /^stage "clips" threw on element 0: null cannot be iterated/,
  });
  const three = source("clips", () => [1]).flatMap("windows", () => 3 as never);
  await assert.rejects(outputsOf(three), { message: /^stage "windows" threw on element 0: number cannot/ });
});

test("an asynchronous flow that drops a hundred thousand elements in a row comes to its end", async () => {
  const ticks = source("ticks", async function* () {
    for (let n = 0; n < 100_000; n++) yield n;
  });
  assert.deepEqual(await outputsOf(ticks.filter("last", (n) => n === 99_999)), [99_999]);
});

test("two passes over one flow do not share their state", async () => {
  const flow = flowOf({
    count: 9,
    sourceAnswer: "later",
    links: [
      { kind: "map", answer: "later", size: 3 },
      { kind: "shuffle", answer: "now", size: 4 },
      { kind: "batch", answer: "now", size: 2 },
    ],
  });
  const [first, second] = await Promise.all([outputsOf(flow), outputsOf(flow)]);
  assert.deepEqual(first, second);
  assert.equal(first.length, 9);
});
